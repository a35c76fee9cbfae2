import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { setting, model, token } from '../__fixtures__/setting.js';

const { serve, hubAt, folder } = setting();
let proxy: Server;
afterEach(() => {
  proxy.closeAllConnections();
  proxy.close();
});

/** Passes connections on, and notes to whom. */
async function startProxy(asked: string[]): Promise<string> {
  proxy = createServer();
  proxy.on('connect', ({ url = '' }, socket) => {
    asked.push(url);
    const [host = '', port] = url.split(':');
    const other = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      other.pipe(socket).pipe(other);
    });
    for (const each of [socket, other]) each.on('error', () => undefined);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
}

it('a proxy that the variables name carries what is asked, unless NO_PROXY leaves the host out', async () => {
  const asked: string[] = [];
  const HTTP_PROXY = await startProxy(asked);
  const server = await serve(model);
  const environment = (home: string) => ({ HOME: home, HF_ENDPOINT: server.url, HF_TOKEN: token, HTTP_PROXY });
  const [one, other] = [folder(), folder()];
  await hubAt(server, one, { environment: environment(one) }).hub.model('owner/tiny');
  expect(new Set(asked)).toEqual(new Set([server.url, server.cdnUrl].map((url) => new URL(url).host)));
  asked.length = 0;
  const direct = { ...environment(other), NO_PROXY: '127.0.0.1' };
  await hubAt(server, other, { environment: direct }).hub.model('owner/tiny');
  expect(asked).toEqual([]);
});
