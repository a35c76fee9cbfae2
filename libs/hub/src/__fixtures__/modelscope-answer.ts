import type { ServerResponse } from 'node:http';
import { bytesOf, sha256, type HubServer, type SeenRequest, type ServedRepository } from './hub-server.js';
import { json } from './hugging-face-answer.js';
import { sendBytes } from './send-bytes.js';

/** Answers below /api/v1/ as modelscope.cn does. @returns false when it is asked for something else */
export function modelScopeAnswer(server: HubServer, request: SeenRequest, response: ServerResponse): boolean {
  const url = new URL(request.url, server.url);
  const [, kind, id, what] =
    /^\/api\/v1\/(model|dataset)s\/([^/]+\/[^/]+)\/repo(\/files|\/tree)?$/.exec(url.pathname) ?? [];
  if (kind === undefined) return false;
  const repository = server.repositories.find((each) => each.id === id && (each.kind ?? 'model') === kind);
  const revision = url.searchParams.get('Revision') ?? '';
  const isKnown = repository && (revision === repository.commit || revision in repository.revisions);
  if (!isKnown) {
    response.writeHead(404).end(JSON.stringify({ Code: 10010205001, Message: 'not found', Success: false }));
    return true;
  }
  if (what !== undefined) return json(response, { Code: 200, Success: true, Data: { Files: page(repository, url) } });
  const content = repository.files[url.searchParams.get('FilePath') ?? ''];
  if (content === undefined) {
    response.writeHead(404).end();
    return true;
  }
  sendBytes(request, response, bytesOf(content), { etag: `"${sha256(bytesOf(content)).slice(0, 16)}"` });
  return true;
}

function page({ files, commit }: ServedRepository, url: URL) {
  const entries = Object.entries(files).map(([Path, content], index) => {
    const bytes = bytesOf(content);
    const Revision = index === 0 ? commit : '0'.repeat(40);
    return { Path, Type: 'blob', Size: bytes.length, Sha256: sha256(bytes), Revision, CommittedDate: 1000 - index };
  });
  const size = Number(url.searchParams.get('PageSize') ?? entries.length);
  const from = (Number(url.searchParams.get('PageNumber') ?? 1) - 1) * size;
  return entries.slice(from, from + size);
}
