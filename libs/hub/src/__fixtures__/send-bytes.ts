import type { ServerResponse } from 'node:http';
import type { SeenRequest } from './hub-server.js';

/** Sends bytes, or the range of them that is asked for. */
export function sendBytes(
  { method, headers: asked }: Pick<SeenRequest, 'method' | 'headers'>,
  response: ServerResponse,
  bytes: Buffer,
  headers: Record<string, string>,
): void {
  const [, start] = /^bytes=(\d+)-$/.exec(asked.range ?? '') ?? [];
  const isSame = asked['if-range'] === undefined || asked['if-range'] === headers['etag'];
  const from = start !== undefined && isSame ? Number(start) : 0;
  if (from > 0 && from >= bytes.length) return void response.writeHead(416).end();
  const range = from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {};
  const rest = bytes.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': `${rest.length}`, ...headers, ...range });
  response.end(method === 'HEAD' ? undefined : rest);
}
