import { UnavailableError } from '@weitiao/core';
import type { RepositoryCache } from '../cache/repository-cache.js';

/** @param what is missing; files, a revision */
export const notHere = ({ folder }: RepositoryCache, what: string): UnavailableError =>
  new UnavailableError(
    `${what} is not in the cache (${folder}), and the hub is not to be asked (--offline or HF_HUB_OFFLINE). Download it once with the network on: weitiao prefetch`,
  );
