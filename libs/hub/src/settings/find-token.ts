import { readFileSync } from 'node:fs';
import { StudyError } from '@weitiao/core';
import { isOn, homePath, huggingFaceHome, type Environment } from './environment.js';
import { Secret } from './secret.js';

/** The token of Hugging Face, from where its Python library takes it: `HF_TOKEN`, else the file of `HF_TOKEN_PATH` or `$HF_HOME/token`. */
export function huggingFaceToken(environment: Environment): Secret | undefined {
  if (isOn(environment['HF_HUB_DISABLE_IMPLICIT_TOKEN'])) return undefined;
  const given = environment['HF_TOKEN'] || environment['HUGGING_FACE_HUB_TOKEN'];
  if (given) return secret(given, 'HF_TOKEN');
  const file = homePath(environment, environment['HF_TOKEN_PATH'] || `${huggingFaceHome(environment)}/token`);
  const text = textOf(file);
  return text === undefined ? undefined : secret(text, file);
}

/** The token of ModelScope: `MODELSCOPE_API_TOKEN`. What its Python library stores is a pickle, which is not read. */
export function modelScopeToken(environment: Environment): Secret | undefined {
  const given = environment['MODELSCOPE_API_TOKEN'];
  return given ? secret(given, 'MODELSCOPE_API_TOKEN') : undefined;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function secret(text: string, from: string): Secret | undefined {
  const token = text.trim();
  if (token === '') return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return new Secret(token);
  throw new StudyError(`The token of ${from} holds blanks or characters that no token has. Set it anew.`);
}
