import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * Where engines are kept: one place for all checkouts and installations of a user.
 * `$WEITIAO_CACHE`, else `$XDG_CACHE_HOME/weitiao`, else `~/.cache/weitiao`.
 */
export function cacheFolder(environment = process.env) {
  const { WEITIAO_CACHE: own, XDG_CACHE_HOME: xdg } = environment;
  if (own) return resolve(own);
  const home = isAbsolute(homedir()) ? homedir() : userInfo().homedir;
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'weitiao');
}

export const enginesFolder = () => join(cacheFolder(), 'engine');
