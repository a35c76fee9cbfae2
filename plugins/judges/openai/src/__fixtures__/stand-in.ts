import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { role: string; content: string }[];
    readonly [field: string]: unknown;
  };
}
export type Reply = (response: ServerResponse, asked: Asked) => void | Promise<void>;

/** An endpoint on this machine that answers as it is told, faults included. */
export class StandIn implements AsyncDisposable {
  readonly asked: Asked[] = [];
  /** The most requests that were open at once. */
  most = 0;
  private open = 0;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  private constructor(private readonly reply: (asked: Asked, number: number) => Reply) {}

  /** @param reply for each request, counted from 0 */
  static async start(reply: (asked: Asked, number: number) => Reply): Promise<StandIn> {
    const standIn = new StandIn(reply);
    await new Promise<void>((resolve) => standIn.server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.most = Math.max(this.most, ++this.open);
    response.on('close', () => this.open--);
    const body = JSON.parse(await text(request)) as Asked['body'];
    const asked = { path: request.url ?? '', authorization: request.headers.authorization, body };
    this.asked.push(asked);
    await this.reply(asked, this.asked.length - 1)(response, asked);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const usage = { prompt_tokens: 100, completion_tokens: 10 };
const json =
  (status: number, value: unknown, headers = {}): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };

export const says = (content: string | null, more: object = { usage }): Reply =>
  json(200, { choices: [{ index: 0, message: { role: 'assistant', content } }], ...more });
/** Repeats the question, so that a verdict tells which one it is of. */
export const echoes: Reply = (response, asked) =>
  says(`得分: 1 ${asked.body.messages.at(-1)!.content}`)(response, asked);
export const fails = (status: number, error: object | string = { message: 'no' }, headers = {}): Reply =>
  json(status, { error }, headers);
export const garbage: Reply = (response) => void response.end('<html>Bad gateway</html>');
export const hangsUp: Reply = (response) => void response.destroy();
export const breaksOff: Reply = (response) => {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('{"choices": [');
  setTimeout(() => response.destroy(), 5);
};
export const never: Reply = () => undefined;
export const slowly =
  (milliseconds: number, reply: Reply): Reply =>
  async (response, asked) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await reply(response, asked);
  };
