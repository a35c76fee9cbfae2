import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { huggingFaceAnswer } from './hugging-face-answer.js';
import { modelScopeAnswer } from './modelscope-answer.js';
import { sendBytes } from './send-bytes.js';

export interface ServedRepository {
  readonly kind?: 'model' | 'dataset';
  readonly id: string;
  readonly commit: string;
  /** Branch or tag → commit. */
  readonly revisions: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string | Buffer>>;
  /** Stored by Git LFS: answered with a redirect to another host. */
  readonly lfs?: readonly string[];
}

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly host: 'hub' | 'cdn';
  readonly headers: IncomingMessage['headers'];
}

/** What goes wrong with one request; nothing when it returns false. */
export type Fault = (request: SeenRequest, response: ServerResponse, bytes: Buffer | undefined) => boolean;

export const commitOf = (text: string): string => createHash('sha1').update(text).digest('hex');
export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
export const gitSha1 = (bytes: Buffer): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
export const bytesOf = (content: string | Buffer): Buffer => Buffer.from(content);

/** A hub on this machine, as Hugging Face and as ModelScope answer, and a second host for the bytes of large files. */
export class HubServer {
  readonly seen: SeenRequest[] = [];
  readonly faults: Fault[] = [];
  /** Entries of a page of a listing. */
  pageSize = 1000;
  /** Addresses of the two hosts. */
  url = '';
  cdnUrl = '';

  private constructor(
    private readonly hub: Server,
    private readonly cdn: Server,
    readonly repositories: ServedRepository[],
  ) {}

  static async start(...repositories: ServedRepository[]): Promise<HubServer> {
    const [hub, cdn] = [createServer(), createServer()];
    const server = new HubServer(hub, cdn, repositories);
    hub.on('request', (request, response) => server.answer('hub', request, response));
    cdn.on('request', (request, response) => server.answer('cdn', request, response));
    await Promise.all([hub, cdn].map((each) => new Promise<void>((done) => each.listen(0, '127.0.0.1', done))));
    [server.url = '', server.cdnUrl = ''] = [hub, cdn].map(
      (each) => `http://127.0.0.1:${(each.address() as AddressInfo).port}`,
    );
    return server;
  }

  /** Requests for a file's bytes. */
  downloads(path = ''): SeenRequest[] {
    const isDownload = ({ url, method }: SeenRequest) =>
      /\/resolve\/|FilePath=|^\/blob\//.test(url) && method === 'GET';
    return this.seen.filter((request) => isDownload(request) && request.url.includes(path));
  }

  async stop(): Promise<void> {
    for (const server of [this.hub, this.cdn]) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }

  private answer(
    host: 'hub' | 'cdn',
    { method = 'GET', url = '/', headers }: IncomingMessage,
    response: ServerResponse,
  ) {
    const request: SeenRequest = { method, url, host, headers };
    this.seen.push(request);
    const bytes = host === 'cdn' ? this.blob(url) : undefined;
    if (this.faults.some((fault) => fault(request, response, bytes))) return;
    if (bytes) return sendBytes(request, response, bytes, { etag: `"cdn-${sha256(bytes).slice(0, 8)}"` });
    if (host === 'hub' && (modelScopeAnswer(this, request, response) || huggingFaceAnswer(this, request, response)))
      return;
    response.writeHead(404, { 'x-error-code': 'RepoNotFound' }).end();
  }

  private blob(url: string): Buffer | undefined {
    const [, hash = ''] = /^\/blob\/(\w+)/.exec(url) ?? [];
    const all = this.repositories.flatMap(({ files }) => Object.values(files)).map(bytesOf);
    return all.find((bytes) => sha256(bytes) === hash);
  }
}
