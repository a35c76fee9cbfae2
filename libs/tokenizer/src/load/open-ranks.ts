import { join } from 'node:path';
import { DataFormatError } from '@weitiao/core';
import { RankCodec } from '../byte-pairs/rank-codec.js';
import { readRanks } from '../byte-pairs/read-ranks.js';
import { plainToken, type AddedToken } from '../codec/added-token.js';
import { CodecTokenizer } from '../codec/codec-tokenizer.js';
import { kindNames, type FolderFiles } from './folder-files.js';
import { gatherAdded, namedToken } from './gather-added.js';
import { idAndText, type OpenedTokenizer } from './opened-tokenizer.js';
import { rankFamilies } from './rank-families.js';

/**
 * Ranks of tiktoken: GLM-4's and LLaMA-3's tokenizer.model, Qwen's qwen.tiktoken. Such a file has bytes alone: how a text is cut into words and which
 * special tokens there are is known by family.
 * @throws DataFormatError when it is damaged, or nothing names the family
 */
export function openRanks(files: FolderFiles, name: string, content: Uint8Array): OpenedTokenizer {
  const path = join(files.folder, name);
  const names = kindNames(files);
  const family = rankFamilies.find(({ matches }) => matches(files, name, names));
  if (!family) throw unknownFamily(path, names);
  const codec = new RankCodec(readRanks(path, content), family);
  const added = addedOf(files, codec, family.specials(files));
  const token = (role: string, byFamily: string | undefined) => {
    const text = namedToken(files, role) ?? byFamily;
    return idAndText(added.find((each) => each.text === text));
  };
  const before = family.before.map((text) => added.find((each) => each.text === text)?.id);
  const begin = token('bos_token', family.begin);
  checkAgainstConfig(path, files, codec.size, added);
  const tokenizer = new CodecTokenizer(path, {
    codec,
    added,
    around: { before: before.filter((id) => id !== undefined) },
    beginOfText: begin,
    endOfText: token('eos_token', family.end),
    pad: token('pad_token', family.pad),
  });
  return { tokenizer, kind: `tiktoken ranks, ${family.name}`, files: [name, ...files.read], added };
}

/** What the files name, and the family's own behind the ranks where they name none. */
function addedOf(files: FolderFiles, codec: RankCodec, specials: readonly string[]): AddedToken[] {
  const hasDecoder = 'added_tokens_decoder' in files.settings;
  const own = hasDecoder ? [] : specials.map((text, index) => plainToken(codec.size + index, text, true));
  const known = new Map(own.map(({ text, id }) => [text, id]));
  const base = { size: codec.size + own.length, idOf: (text: string) => known.get(text) ?? codec.idOf(text) };
  const named = gatherAdded(files, base);
  return [...own.filter(({ text }) => !named.some((token) => token.text === text)), ...named].sort((a, b) => a.id - b.id); // prettier-ignore
}

/** A file that was cut off at the end of a line looks whole, but its special tokens would get other ids. */
function checkAgainstConfig(path: string, { config }: FolderFiles, size: number, added: readonly AddedToken[]): void {
  const ids = added.map(({ id }) => id).filter((id) => id >= size);
  const first = Math.min(...ids);
  if (first > size && ids.length > 0)
    throw new DataFormatError(path, `has ${size} ranks, but the tokens that are added begin with the id ${first}. Was the file cut off?`); // prettier-ignore
  const named = [config['bos_token_id'], config['eos_token_id']].flat().filter((id) => typeof id === 'number');
  const lacking = named.find((id) => id >= size && !ids.includes(id));
  if (lacking !== undefined)
    throw new DataFormatError(path, `has ${size} ranks and ${ids.length} tokens added to them; the id ${lacking} that config.json names is none of these. Was the file cut off?`); // prettier-ignore
}

function unknownFamily(path: string, names: readonly string[]): DataFormatError {
  const told = names.length > 0 ? `name ${names.map((name) => `"${name}"`).join(', ')}` : 'tell no kind';
  const known = rankFamilies.map(({ name }) => name).join(', ');
  return new DataFormatError(
    path,
    `holds ranks of tiktoken, and the files beside it ${told}, so it is open how a text is cut into words. Known are ${known}: ` +
      'add config.json with its "model_type", or tokenizer_config.json with its "tokenizer_class"; or write a tokenizer.json.',
  );
}
