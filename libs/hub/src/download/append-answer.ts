import { open } from 'node:fs/promises';
import { cacheFault } from '../cache/write-whole.js';
import { extentOf, wrongSize } from '../http/answer-extent.js';
import { chunks, type Answer, type HubClient } from '../http/hub-client.js';
import { TransportError } from '../http/transport-error.js';

export interface Piece {
  readonly client: HubClient;
  readonly url: URL;
  /** What comes is put behind what stands there. */
  readonly partial: string;
  readonly size: number;
  /** What messages call the file. */
  readonly about: string;
  readonly signal: AbortSignal;
  /** How far the file is. */
  reached(bytes: number): void;
}

/**
 * Asks for what is missing of a file and writes it down as it comes. A server that knows no ranges begins anew.
 * @param etag of an earlier answer: if the file is another one meanwhile, all of it comes
 * @returns the answer's ETag
 * @throws TransportError when another try may help; DataFormatError when the server's sizes are not the listing's; StatusError, CannotWriteError
 */
export async function appendAnswer(piece: Piece, have: number, etag: string | undefined): Promise<string | undefined> {
  const { client, url, signal } = piece;
  const range = have > 0 ? { range: `bytes=${have}-`, ...(etag !== undefined && { 'if-range': etag }) } : {};
  const answer = await client.open(url, signal, range);
  try {
    const from = begin(piece, have, answer);
    await write(piece, from, answer);
  } catch (error) {
    answer.abandon();
    throw error;
  }
  const found = answer.header('etag');
  return found?.startsWith('W/') ? undefined : found;
}

/** Where the bytes of an answer begin. */
function begin({ size, about }: Piece, have: number, answer: Answer): number {
  const { status } = answer;
  if (status === 416) return 0;
  const { first, length, total } = extentOf(answer);
  if (status === 206 && first !== have) throw new TransportError(`the server sent other bytes than were asked for`);
  const announced = Number.isNaN(total) ? first + length : total;
  if (Number.isNaN(announced) || announced === size) return first;
  throw wrongSize(about, announced, size);
}

async function write({ url, partial, size, about, reached }: Piece, from: number, answer: Answer): Promise<void> {
  const handle = await open(partial, from > 0 ? 'r+' : 'w').catch((error: unknown) => {
    throw cacheFault(partial, error);
  });
  try {
    if (answer.status === 416) {
      await answer.body.dump().catch(() => undefined);
      throw new TransportError('the server has no such range: the file begins anew');
    }
    let at = from;
    reached(at);
    for await (const bytes of chunks(url, answer)) {
      if (at + bytes.length > size) throw wrongSize(about, `more than ${size}`, size);
      await handle.write(bytes, 0, bytes.length, at).catch((error: unknown) => {
        throw cacheFault(partial, error);
      });
      at += bytes.length;
      reached(at);
    }
    await handle.sync();
    if (at < size) throw new TransportError(`${url.origin}: the connection ended after ${at} of ${size} bytes`);
  } finally {
    await handle.close();
  }
}
