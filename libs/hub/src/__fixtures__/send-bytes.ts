import type { ServerResponse } from 'node:http';
import type { SeenRequest } from './hub-server.js';

/** Sends bytes, or the range of them that is asked for. */
export function sendBytes(
  { method, headers: asked }: Pick<SeenRequest, 'method' | 'headers'>,
  response: ServerResponse,
  bytes: Buffer,
  headers: Record<string, string>,
): void {
  const [, start, last] = /^bytes=(\d+)-(\d*)$/.exec(asked.range ?? '') ?? [];
  const isSame = asked['if-range'] === undefined || asked['if-range'] === headers['etag'];
  const isPart = start !== undefined && isSame;
  const from = isPart ? Number(start) : 0;
  if (from > 0 && from >= bytes.length) return void response.writeHead(416).end();
  const part = bytes.subarray(from, isPart && last ? Number(last) + 1 : bytes.length);
  const range = { 'content-range': `bytes ${from}-${from + part.length - 1}/${bytes.length}` };
  const length = { 'content-length': `${part.length}` };
  response.writeHead(isPart ? 206 : 200, { ...length, ...headers, ...(isPart && range) });
  response.end(method === 'HEAD' ? undefined : part);
}
