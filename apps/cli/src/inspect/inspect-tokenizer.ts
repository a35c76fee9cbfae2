import { loadTokenizer, type SpecialToken } from '@weitiao/tokenizer';
import { print, printJson, type Console } from '../console.js';

/** Vocabulary, special tokens, and how a text is cut. */
export async function inspectTokenizer(
  folder: string,
  { text, json = false }: { text?: string; json?: boolean },
  { out }: Console,
): Promise<void> {
  const tokenizer = await loadTokenizer(folder);
  const { vocabulary, beforeText, endOfText, beginOfText, pad } = tokenizer;
  const ids = text === undefined ? [] : tokenizer.encode(text, { specials: true });
  const pieces = ids.map((id) => ({ id, token: tokenizer.token(id), text: tokenizer.decode([id]) }));
  if (json)
    return printJson(out, {
      folder,
      vocabulary,
      beforeText,
      endOfText,
      beginOfText,
      pad,
      ...(text === undefined ? {} : { text, pieces, decoded: tokenizer.decode(ids) }),
    });
  print(out, `${folder}: ${vocabulary.toLocaleString('en')} ids, added tokens included`);
  print(
    out,
    `end of text ${shown(endOfText)} · begin of text ${shown(beginOfText)} · padding ${shown(pad)} · in front of every text ${beforeText.join(', ') || 'nothing'}`,
  );
  if (text === undefined) return;
  print(out, `${ids.length} tokens:`);
  for (const { id, token, text: piece } of pieces)
    print(out, `${String(id).padStart(8)}  ${JSON.stringify(piece)}${token === piece ? '' : `  (${token})`}`);
  if (tokenizer.decode(ids) !== text) print(out, `Decoded it reads: ${JSON.stringify(tokenizer.decode(ids))}`);
}

const shown = (token: SpecialToken | undefined): string => (token ? `${token.text} (${token.id})` : 'none');
