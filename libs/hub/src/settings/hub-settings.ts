import { StudyError } from '@weitiao/core';
import { parseUrl } from '../http/parse-url.js';
import type { HubName } from '../reference/hub-reference.js';
import { huggingFaceCache, isOn, modelScopeCache, type Environment } from './environment.js';
import { huggingFaceToken, modelScopeToken } from './find-token.js';
import type { Secret } from './secret.js';

/** How to get at one hub. */
export interface HubAccess {
  readonly hub: HubName;
  /** What messages call it. */
  readonly title: string;
  /** Without a slash at the end. */
  readonly endpoint: string;
  /** Absolute. */
  readonly cache: string;
  readonly token: Secret | undefined;
  /** The variable that sets the token. */
  readonly tokenVariable: string;
}

export interface HubSettings {
  readonly hubs: Readonly<Record<HubName, HubAccess>>;
  readonly offline: boolean;
}

/**
 * What the environment says of hubs, by the variables that their Python libraries read.
 * @param offline as asked for on the command line; the environment's when absent
 * @throws StudyError when an address or a token cannot be one
 */
export function hubSettings(environment: Environment = process.env, offline?: boolean): HubSettings {
  const huggingface: HubAccess = {
    hub: 'huggingface',
    title: 'Hugging Face',
    endpoint: address(environment['HF_ENDPOINT'] || 'https://huggingface.co', 'HF_ENDPOINT'),
    cache: huggingFaceCache(environment),
    token: huggingFaceToken(environment),
    tokenVariable: 'HF_TOKEN',
  };
  const modelscope: HubAccess = {
    hub: 'modelscope',
    title: 'ModelScope',
    endpoint: modelScopeAddress(environment),
    cache: modelScopeCache(environment),
    token: modelScopeToken(environment),
    tokenVariable: 'MODELSCOPE_API_TOKEN',
  };
  const isOffline = isOn(environment['HF_HUB_OFFLINE']) || isOn(environment['TRANSFORMERS_OFFLINE']);
  return { hubs: { huggingface, modelscope }, offline: offline ?? isOffline };
}

function modelScopeAddress(environment: Environment): string {
  const domain = environment['MODELSCOPE_ENDPOINT'] || environment['MODELSCOPE_DOMAIN'] || 'https://modelscope.cn';
  return address(/^https?:\/\//i.test(domain) ? domain : `https://${domain}`, 'MODELSCOPE_ENDPOINT');
}

/** The variable's value is not shown: somebody may have written a password into it. */
function address(text: string, variable: string): string {
  const url = parseUrl(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    throw new StudyError(`${variable} is no address of a server. Wanted is e.g. https://huggingface.co`);
  if (url.username !== '' || url.password !== '')
    throw new StudyError(
      `${variable} holds a user or a password. Leave them out: a token stands in a variable of its own.`,
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
