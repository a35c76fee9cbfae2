import { StudyError, UnavailableError, WeitiaoError } from '@weitiao/core';
import { StatusError, TransportError } from './http/transport-error.js';
import type { HubReference } from './reference/hub-reference.js';
import type { HubAccess } from './settings/hub-settings.js';

export interface Asked {
  readonly access: HubAccess;
  readonly reference: HubReference;
  /** Where a person sees the repository. */
  readonly page: string;
  /** That was asked for; none for questions about the repository. */
  readonly file?: string;
}

/** The error of a request as the one that users see: what was asked of whom, what came, what to do. Any other error as it is. */
export function hubError(error: unknown, asked: Asked): unknown {
  if (WeitiaoError.isInstance(error)) return error;
  const { access, reference, file } = asked;
  const revision = reference.revision === undefined ? '' : `, revision "${reference.revision}"`;
  const about = `${access.title}: ${reference.id}${revision}${file === undefined ? '' : `, file ${file}`}`;
  if (error instanceof TransportError) {
    return new UnavailableError(
      `${about}: ${error.message}. Run the same command again: what was downloaded is kept. A mirror is set with HF_ENDPOINT; files that are here already are used with --offline.`,
      { cause: error },
    );
  }
  if (!(error instanceof StatusError)) return error;
  return statusError(error, asked, about);
}

function statusError(error: StatusError, { access, reference, page, file }: Asked, about: string): WeitiaoError {
  const { status, code } = error;
  const { token, tokenVariable, endpoint } = access;
  const how = `a token that may read it: ${tokenVariable}=… in the environment`;
  const what = reference.kind === 'dataset' ? 'data set' : 'model';
  const options = { cause: error };
  if (code === 'GatedRepo' || status === 403) {
    const held = token ? 'The token that is set may not read it.' : 'No token is set.';
    return new UnavailableError(
      `${about}: access is restricted (${status}). ${held} Accept the terms at ${page}, then give ${how}.`,
      options,
    );
  }
  if (code === 'RevisionNotFound')
    return new StudyError(`${about}: there is no such revision. Those that exist stand at ${page}`, options);
  if (code === 'EntryNotFound' || (status === 404 && file !== undefined))
    return new StudyError(`${about}: there is no such file. Those that exist stand at ${page}`, options);
  if (status === 401 && token)
    return new UnavailableError(
      `${about}: the token is refused (401), or there is no such ${what}. Give ${how}.`,
      options,
    );
  if (code === 'RepoNotFound' || status === 404 || status === 401) {
    const hidden = token ? '' : ` Where it is private, give ${how}.`;
    return new StudyError(
      `${about}: there is no such ${what} at ${endpoint} (${status}).${hidden} Is the id right?`,
      options,
    );
  }
  return new UnavailableError(`${about}: ${error.message}.`, options);
}
