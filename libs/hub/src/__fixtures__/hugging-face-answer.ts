import type { ServerResponse } from 'node:http';
import { bytesOf, gitSha1, sha256, type HubServer, type SeenRequest, type ServedRepository } from './hub-server.js';
import { sendBytes } from './send-bytes.js';

/** Answers as huggingface.co does. @returns false when it is asked for something else */
export function huggingFaceAnswer(server: HubServer, request: SeenRequest, response: ServerResponse): boolean {
  const url = new URL(request.url, server.url);
  const path = decodeURIComponent(url.pathname);
  const [, apiKind, apiId = '', what, apiRevision = ''] =
    /^\/api\/(model|dataset)s\/(.+?)\/(revision|tree)\/([^/]+(?:\/pr\/\d+)?)$/.exec(path) ?? [];
  const [, datasets, id = apiId, revision = apiRevision, file = ''] =
    /^\/(datasets\/)?(.+?)\/resolve\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const kind = apiKind ?? (datasets ? 'dataset' : 'model');
  const repository = server.repositories.find((each) => each.id === id && (each.kind ?? 'model') === kind);
  if (!repository) return false;
  if (commitIn(repository, revision) === undefined) return fail(response, 404, 'RevisionNotFound');
  if (what === 'revision') return json(response, { id, sha: repository.commit, siblings: siblings(repository) });
  if (what === 'tree') return tree(server, repository, url, response);
  const content = repository.files[file];
  if (content === undefined) return fail(response, 404, 'EntryNotFound');
  const bytes = bytesOf(content);
  const common = { 'x-repo-commit': repository.commit };
  if (repository.lfs?.includes(file)) {
    const linked = {
      'x-linked-size': `${bytes.length}`,
      'x-linked-etag': `"${sha256(bytes)}"`,
      etag: `"${sha256(bytes)}"`,
    };
    const location = `${server.cdnUrl}/blob/${sha256(bytes)}?Signature=very-secret-signature`;
    response.writeHead(302, { ...common, ...linked, location }).end();
  } else sendBytes(request, response, bytes, { ...common, etag: `"${gitSha1(bytes)}"` });
  return true;
}

const commitIn = ({ commit, revisions }: ServedRepository, revision: string) =>
  revision === commit ? commit : revisions[revision];

const siblings = ({ files }: ServedRepository) => Object.keys(files).map((rfilename) => ({ rfilename }));

function tree(server: HubServer, { files, lfs = [] }: ServedRepository, url: URL, response: ServerResponse): boolean {
  const entries = Object.entries(files).map(([path, content]) => {
    const bytes = bytesOf(content);
    const stored = lfs.includes(path) ? { lfs: { oid: sha256(bytes), size: bytes.length, pointerSize: 134 } } : {};
    return { type: 'file', path, size: bytes.length, oid: gitSha1(bytes), ...stored };
  });
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const next = from + server.pageSize;
  url.searchParams.set('cursor', `${next}`);
  const link: Record<string, string> = next < entries.length ? { link: `<${url.href}>; rel="next"` } : {};
  return json(response, entries.slice(from, next), link);
}

export function json(response: ServerResponse, value: unknown, headers: Record<string, string> = {}): true {
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  return true;
}

function fail(response: ServerResponse, status: number, code: string): true {
  response.writeHead(status, { 'x-error-code': code }).end(JSON.stringify({ error: code }));
  return true;
}
