import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** As Python's library reads its switches. */
export const isOn = (value: string | undefined): boolean => /^(1|on|yes|true)$/i.test(value ?? '');

const homeOf = (environment: Environment): string => environment['HOME'] || environment['USERPROFILE'] || homedir();

/** A path in which `~`, `$NAME` and `${NAME}` may stand, absolute. */
export function homePath(environment: Environment, path: string): string {
  const expanded = path.replace(/\$(\w+)|\$\{(\w+)\}/g, (all, plain, braced) => environment[plain ?? braced] ?? all);
  return resolve(expanded.replace(/^~(?=$|[/\\])/, homeOf(environment)));
}

/** `HF_HOME`, or the folder of Hugging Face among the caches of the user. */
export function huggingFaceHome(environment: Environment): string {
  const caches = environment['XDG_CACHE_HOME'] || join(homeOf(environment), '.cache');
  return homePath(environment, environment['HF_HOME'] || join(caches, 'huggingface'));
}

/** Where Hugging Face's Python library keeps what it downloads. */
export function huggingFaceCache(environment: Environment): string {
  const given = environment['HF_HUB_CACHE'] || environment['HUGGINGFACE_HUB_CACHE'];
  return homePath(environment, given || join(huggingFaceHome(environment), 'hub'));
}

/** A folder of our own beside what ModelScope's Python library keeps: its layout knows no revisions. */
export function modelScopeCache(environment: Environment): string {
  const given = environment['MODELSCOPE_CACHE'] || join(homeOf(environment), '.cache', 'modelscope');
  return join(homePath(environment, given), 'weitiao');
}
