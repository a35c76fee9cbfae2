import { request, type Dispatcher } from 'undici';
import type { z } from 'zod';
import type { HubAccess } from '../settings/hub-settings.js';
import { parseUrl } from './parse-url.js';
import { connectionFault, StatusError, TransportError } from './transport-error.js';

/** An answer whose body is still to come: it must be read or destroyed. */
export interface Answer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: AsyncIterable<Uint8Array> & { dump(): Promise<void>; text(): Promise<string> };
  /** Lets go of a body that nobody reads on. */
  abandon(): void;
}

const mostRedirects = 10;

/** Speaks with one hub. Its token goes to the hub's own address and nowhere else, wherever an answer points. */
export class HubClient {
  private readonly origin: string;

  constructor(
    readonly access: HubAccess,
    private readonly dispatcher: Dispatcher,
  ) {
    this.origin = new URL(access.endpoint).origin;
  }

  /** @param path below the endpoint, or a whole address there @throws TransportError, StatusError */
  async json<T>(path: string, schema: z.ZodType<T>, signal: AbortSignal): Promise<{ value: T; answer: Answer }> {
    const url = new URL(path, `${this.access.endpoint}/`);
    const answer = await this.open(url, signal);
    const text = await answer.body.text().catch((error: unknown) => {
      throw asTransport(url, error);
    });
    try {
      return { value: schema.parse(JSON.parse(text)), answer };
    } catch (cause) {
      throw new TransportError(`${shown(url)} did not answer as a hub does`, undefined, { cause });
    }
  }

  /**
   * Asks, and follows redirects.
   * @throws TransportError when another try may help, StatusError when none will
   */
  async open(from: URL, signal: AbortSignal, headers: Record<string, string> = {}): Promise<Answer> {
    let url = from;
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const answer = await this.ask(url, signal, headers);
      const location = answer.header('location');
      if (answer.status < 300 || answer.status >= 400 || location === undefined) {
        await refuse(url, answer);
        return answer;
      }
      await answer.body.dump().catch(() => undefined);
      const next = parseUrl(location, url);
      if (!next || !/^https?:$/.test(next.protocol) || (url.protocol === 'https:' && next.protocol !== 'https:'))
        throw new StatusError(answer.status, '', `${shown(url)} points to an address that is not safe to follow`);
      url = next;
    }
    throw new StatusError(310, '', `${shown(from)} points from one address to another without end`);
  }

  private async ask(url: URL, signal: AbortSignal, headers: Record<string, string>): Promise<Answer> {
    const own = url.origin === this.origin ? this.credentials() : {};
    const all = { 'user-agent': 'weitiao', 'accept-encoding': 'identity', ...headers, ...own };
    try {
      const {
        statusCode,
        headers: got,
        body,
      } = await request(url, { dispatcher: this.dispatcher, headers: all, signal });
      const header = (name: string) => [got[name]].flat()[0];
      const abandon = () => void body.on('error', () => undefined).destroy();
      return { status: statusCode, header, body, abandon };
    } catch (error) {
      throw asTransport(url, error);
    }
  }

  private credentials(): Record<string, string> {
    const { hub, token } = this.access;
    if (!token) return {};
    const bearer = { authorization: `Bearer ${token.reveal()}` };
    return hub === 'modelscope' ? { ...bearer, cookie: `m_session_id=${token.reveal()}` } : bearer;
  }
}

/** An address without what may be secret in it: signatures stand behind the question mark. */
export const shown = (url: URL): string => `${url.origin}${url.pathname}`;

/** The error of a connection as one that may be tried again; any other as it is. */
export function asTransport(url: URL, error: unknown): unknown {
  const fault = connectionFault(error);
  return fault === undefined ? error : new TransportError(`${url.origin}: ${fault}`, undefined, { cause: error });
}

/** The bytes of an answer as they come. @throws TransportError when the connection breaks */
export async function* chunks(url: URL, { body }: Answer): AsyncGenerator<Uint8Array> {
  try {
    for await (const bytes of body) yield bytes;
  } catch (error) {
    throw asTransport(url, error);
  }
}

async function refuse(url: URL, answer: Answer): Promise<void> {
  const { status, header, body } = answer;
  if (status < 300 || status === 416) return;
  await body.dump().catch(() => undefined);
  const message = `${shown(url)} answered with ${status}`;
  if (status === 429 || status === 408 || status >= 500)
    throw new TransportError(message, retryAfter(header('retry-after')));
  throw new StatusError(status, header('x-error-code') ?? '', message);
}

/** Seconds, or a date. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const waitMs = Number.isFinite(seconds) ? 1000 * seconds : Date.parse(value) - Date.now();
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}
