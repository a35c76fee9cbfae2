import { OptionsError } from '@weitiao/core';

const variable = /^\$(\w+)$/;

/** What `$NAME` stands for; undefined for any other text, and where the variable is not set or empty. */
export const environmentValue = (text: string): string | undefined => {
  const name = variable.exec(text)?.[1];
  return (name && process.env[name]) || undefined;
};

const keyRule = 'judge openai: "key" names the environment variable that holds the key: key: $OPENAI_API_KEY.';

/**
 * The key, read from the environment. OpenAI's own variable is only read for OpenAI's address: no other host is sent that key unasked.
 * @returns undefined for an endpoint that wants none
 * @throws OptionsError that never holds the value
 */
export function readKey(option: unknown, url: string): string | undefined {
  const isOpenai = new URL(url).hostname === 'api.openai.com';
  if (option === undefined && !isOpenai) return undefined;
  const named = option ?? '$OPENAI_API_KEY';
  if (typeof named !== 'string' || !variable.test(named)) {
    throw new OptionsError(`${keyRule}\n  A key itself is refused: files and manifests are kept and shared.`, ['key']);
  }
  const key = environmentValue(named);
  if (key !== undefined) return key;
  throw new OptionsError(`${keyRule}\n  ${named.slice(1)} is not set.`, ['key']);
}

/** @throws OptionsError that never holds the value: it may have a password in it */
export function checkAddress(url: string): void {
  const refuse = (reason: string): never => {
    throw new OptionsError(`judge openai: "url" ${reason}`, ['url']);
  };
  const [, name] = variable.exec(url) ?? [];
  if (name) refuse(`is read from the environment variable ${name}, which is not set.`);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    refuse('is no address such as http://127.0.0.1:8000/v1.');
  }
  const { username, password, search } = new URL(url);
  if (username !== '' || password !== '' || search !== '') {
    refuse('holds a password or a query. It goes into the manifest: name the variable of the key in "key" instead.');
  }
}

/** Text of a server, short and on one line, without the key: some repeat it in their messages. */
export function harmless(text: string, key: string | undefined): string {
  const without = key === undefined ? text : text.replaceAll(key, '(key)');
  const line = without
    .replace(/\b(sk|key)-[\w*.…-]{3,}/gi, '(key)')
    .replace(/Bearer\s+\S+/gi, 'Bearer (key)')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

/** `fetch failed` hides what happened in its cause. */
export function codeOf(error: unknown): string {
  const cause = isObject(error) && isObject(error['cause']) ? error['cause'] : error;
  return isObject(cause) ? String(cause['code'] ?? cause['name']) : String(cause);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
