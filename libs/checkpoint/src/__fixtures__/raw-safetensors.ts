import { writeFileSync } from 'node:fs';

/** Bytes of a file with this header, true or not, and that many bytes of data. */
export function rawSafetensors(header: unknown, dataBytes: number, claimedLength?: number): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(claimedLength ?? json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes, 1)]);
}

export function writeRaw(file: string, header: unknown, dataBytes: number, claimedLength?: number): string {
  writeFileSync(file, rawSafetensors(header, dataBytes, claimedLength));
  return file;
}
