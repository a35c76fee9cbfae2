/**
 * What a file is that somebody took for a safetensors file, with what to do about it, or undefined when it shows no such sign.
 * @param beginning its first bytes
 */
export function recogniseOther(beginning: Uint8Array, size: number): string | undefined {
  const text = Buffer.from(beginning).toString('latin1');
  if (text.startsWith('version https://git-lfs')) {
    return `this is a Git LFS pointer of ${size} bytes, not the file itself. Run "git lfs pull" in its folder, or download the file.`;
  }
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    return 'this is a web page, not a safetensors file: the download went wrong (often a sign-in or an error page). Download it again.';
  }
  // A pickle of protocol 2 begins with the bytes of the length 640, but no JSON stands behind.
  if (text.startsWith('PK\x03\x04') || (text.startsWith('\x80\x02') && text[8] !== '{')) {
    return 'this is a PyTorch pickle (.bin), not a safetensors file. Only safetensors is read: save it with safe_serialization=True.';
  }
  if (text.startsWith('GGUF'))
    return 'this is a GGUF file. Only safetensors is read: download the Hugging Face form of the model.';
  return undefined;
}
