import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import type { Environment } from '../settings/environment.js';

/**
 * Connections, through the proxy where the usual variables name one: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`, in capitals or not.
 * @param waitMs without a byte after which a connection counts as broken
 */
export function dispatcherFor(environment: Environment, waitMs: number): Dispatcher {
  const timeouts = { headersTimeout: waitMs, bodyTimeout: waitMs, connect: { timeout: waitMs } };
  const value = (name: string) => environment[name] || environment[name.toUpperCase()];
  const [httpProxy, httpsProxy, noProxy] = [value('http_proxy'), value('https_proxy'), value('no_proxy')];
  if (!httpProxy && !httpsProxy) return new Agent(timeouts);
  // What is left out would be looked up in the process's own variables.
  return new EnvHttpProxyAgent({
    ...timeouts,
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: noProxy ?? '',
  });
}
