import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { CodecTokenizer } from '../codec/codec-tokenizer.js';
import { parsePieceModel } from '../sentencepiece/index.js';
import { PieceCodec, type BlankRule } from '../sentencepiece/piece-codec.js';
import { openChatglm } from './open-chatglm.js';
import { kindNames, type FolderFiles } from './folder-files.js';
import { gatherAdded, namedToken } from './gather-added.js';
import { kindOf, specialsOf } from './model-facts.js';
import { idAndText, type OpenedTokenizer } from './opened-tokenizer.js';

const FILE = 'tokenizer.model';

/** Tokenizer classes and architectures that put a model's first token before every text unless the settings say otherwise. */
const families =
  /^(llama|code_?llama|mistral|mixtral|yi|minicpm|baichuan|internlm2?|gemma\d?)(tokenizer|forcausallm)?$/;

/**
 * tokenizer.model as sentencepiece writes it: LLaMA 1 and 2, Vicuna, Yi, Baichuan, InternLM, ChatGLM 2 and 3.
 * @throws DataFormatError when it is damaged, or nothing says how it is used
 */
export function openSentencepiece(files: FolderFiles, content: Uint8Array): OpenedTokenizer {
  const path = join(files.folder, FILE);
  const model = parsePieceModel(path, content);
  const names = kindNames(files);
  if (names.some((name) => /^chatglm/.test(name))) return openChatglm(files, path, model);
  const { settings } = files;
  if (!('add_bos_token' in settings) && !names.some((name) => families.test(name))) throw unknownUse(files, names);

  const codec = new PieceCodec(path, model, blankRule(files));
  const defaults = specialsOf(model);
  const added = gatherAdded(files, codec, defaults);
  const special = (role: string) => {
    const text = namedToken(files, role) ?? defaults[role];
    return added.find((token) => token.text === text);
  };
  const [begin, end] = [special('bos_token'), special('eos_token')];
  const around = (isThere: boolean, token: typeof begin) => (isThere && token ? [token.id] : []);
  const tokenizer = new CodecTokenizer(path, {
    codec,
    added,
    around: {
      before: around(settings['add_bos_token'] !== false, begin),
      after: around(settings['add_eos_token'] === true, end),
    },
    beginOfText: idAndText(begin),
    endOfText: idAndText(end),
    pad: idAndText(special('pad_token')),
  });
  return { tokenizer, kind: kindOf(model), files: [FILE, ...files.read], added };
}

/** legacy, the rule before transformers 4.31: a blank in front of every section, as the model file says. */
function blankRule({ settings }: FolderFiles): BlankRule {
  if (settings['add_prefix_space'] === false) return 'never';
  return settings['legacy'] === false ? 'first-section' : 'every-section';
}

function unknownUse({ folder }: FolderFiles, names: readonly string[]): DataFormatError {
  const told = names.length > 0 ? `the files beside it name ${names.map((name) => `"${name}"`).join(', ')}` : 'no file beside it tells how it is used'; // prettier-ignore
  return new DataFormatError(
    join(folder, FILE),
    `is a sentencepiece model, but ${told}, so it is open what is put before a text. ` +
      'Add "tokenizer_class" (LlamaTokenizer, say) or "add_bos_token" to tokenizer_config.json.',
  );
}
