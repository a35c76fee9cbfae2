export type HubName = 'huggingface' | 'modelscope';

/** A repository of a hub. */
export interface Repository {
  readonly hub: HubName;
  readonly kind: 'model' | 'dataset';
  /** `owner/name`; a few old models of Hugging Face have no owner. */
  readonly id: string;
}

/** What an id names: a repository, a revision of it, and a file or folder inside. */
export interface HubReference extends Repository {
  /** A branch, a tag or a commit; the hub's own default when absent. */
  readonly revision?: string;
  /** Inside the repository; empty for all of it. */
  readonly path: string;
}

const schemes: Record<HubName, string> = { huggingface: 'hf', modelscope: 'modelscope' };

/** The reference as it is written, with its hub in front. */
export function written({ hub, kind, id, revision, path }: HubReference): string {
  const at = revision === undefined ? '' : `@${encodedRevision(revision)}`;
  return `${schemes[hub]}:${kind === 'dataset' ? 'datasets/' : ''}${id}${at}${path === '' ? '' : `/${path}`}`;
}

/** A slash in a revision would read as the beginning of a path; `refs/pr/1` is known by its form. */
const encodedRevision = (revision: string): string =>
  /^refs\/(?:pr|convert)\/[\w-]+$/.test(revision) ? revision : revision.replaceAll('/', '%2F');
