import type { RemoteFile } from '../hubs/remote-hub.js';
import { extentOf, wrongSize } from './answer-extent.js';
import { chunks, type Answer, type HubClient } from './hub-client.js';
import { withRetries, type RetryOptions } from './retry.js';
import { TransportError } from './transport-error.js';

export interface RangeSpec {
  readonly client: HubClient;
  readonly url: URL;
  readonly file: RemoteFile;
  /** What messages call the file. */
  readonly about: string;
  readonly signal: AbortSignal;
  readonly retry: RetryOptions;
  /** Hears why it is tried again. */
  retrying(reason: string, waitMs: number): void;
}

/**
 * Fills `target` with bytes of a file at a hub, from `position` on; after a broken connection it goes on where it was. A server that knows no ranges
 * sends the file from its start: what stands before is passed over, and the connection is ended when the last byte that is wanted is there.
 * @throws TransportError, StatusError; DataFormatError when the server's size is not the listing's
 */
export async function readRange(spec: RangeSpec, target: Uint8Array, position: number): Promise<void> {
  const { client, url, signal, retry, retrying } = spec;
  let done = 0;
  const run = async (gained: () => void) => {
    if (done === target.length) return;
    const first = position + done;
    const range = `bytes=${first}-${position + target.length - 1}`;
    const answer = await client.open(url, signal, { range });
    try {
      for await (const bytes of wantedOf(spec, answer, first, target.length - done)) {
        target.set(bytes, done);
        done += bytes.length;
        gained();
      }
    } catch (error) {
      answer.abandon();
      throw error;
    }
    if (done < target.length)
      throw new TransportError(`${url.origin}: the connection ended after ${done} of ${target.length} bytes`);
  };
  await withRetries(retry, signal, { run, tell: retrying });
}

/** Of what an answer sends, `length` bytes from `from` on. */
async function* wantedOf(
  { url, file, about }: RangeSpec,
  answer: Answer,
  from: number,
  length: number,
): AsyncGenerator<Uint8Array> {
  if (answer.status === 416) throw new TransportError(`${url.origin}: the server has no such range`);
  const extent = extentOf(answer);
  if (!Number.isNaN(extent.total) && extent.total !== file.size) throw wrongSize(about, extent.total, file.size);
  if (answer.status === 206 && extent.first !== from)
    throw new TransportError('the server sent other bytes than were asked for');
  let [skipped, left] = [from - extent.first, length];
  for await (const bytes of chunks(url, answer)) {
    const wanted = bytes.subarray(skipped, skipped + left);
    skipped -= Math.min(skipped, bytes.length);
    left -= wanted.length;
    if (wanted.length > 0) yield wanted;
    // An answer that ends here leaves its connection to the next request.
    if (left > 0 || (answer.status === 206 && extent.length === length)) continue;
    answer.abandon();
    return;
  }
}
