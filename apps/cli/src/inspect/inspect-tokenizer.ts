import { openTokenizer, type OpenedTokenizer, type SpecialToken } from '@weitiao/tokenizer';
import { print, printJson, type Console } from '../console.js';

/** So many special tokens are written out; LLaMA-3 has 256. */
const SHOWN = 16;

/** Where it comes from, vocabulary, special tokens, and how a text is cut. */
export async function inspectTokenizer(
  folder: string,
  { text, json = false }: { text?: string; json?: boolean },
  { out }: Console,
): Promise<void> {
  const opened = await openTokenizer(folder);
  const { tokenizer, kind, files } = opened;
  const { vocabulary, beforeText, endOfText, beginOfText, pad } = tokenizer;
  const behindText = tokenizer.encode('', { specials: true }).slice(beforeText.length);
  const ids = text === undefined ? [] : tokenizer.encode(text, { specials: true });
  const pieces = ids.map((id) => ({ id, token: tokenizer.token(id), text: tokenizer.decode([id]) }));
  if (json)
    return printJson(out, {
      folder,
      kind,
      files,
      vocabulary,
      beforeText,
      behindText,
      endOfText,
      beginOfText,
      pad,
      added: opened.added.map(({ id, text: token, special }) => ({ id, token, special })),
      ...(text === undefined ? {} : { text, pieces, decoded: tokenizer.decode(ids) }),
    });
  print(out, `${folder}: ${vocabulary.toLocaleString('en')} ids, added tokens included`);
  print(out, `${kind}, from ${files.join(', ')}`);
  print(
    out,
    `end of text ${shown(endOfText)} · begin of text ${shown(beginOfText)} · padding ${shown(pad)} · in front of every text ${listed(beforeText)}` +
      (behindText.length > 0 ? ` · behind it ${listed(behindText)}` : ''),
  );
  print(out, addedTokens(opened));
  if (text === undefined) return;
  print(out, `${ids.length} tokens:`);
  for (const { id, token, text: piece } of pieces)
    print(out, `${String(id).padStart(8)}  ${JSON.stringify(piece)}${token === piece ? '' : `  (${token})`}`);
  if (tokenizer.decode(ids) !== text) print(out, `Decoded it reads: ${JSON.stringify(tokenizer.decode(ids))}`);
}

function addedTokens({ added }: OpenedTokenizer): string {
  const more = added.length > SHOWN ? ` and ${added.length - SHOWN} more` : '';
  const tokens = added.slice(0, SHOWN).map((token) => `${shown(token)}${token.special ? '' : ', not special'}`);
  return added.length === 0 ? 'no added tokens' : `added tokens: ${tokens.join(' · ')}${more}`;
}

const shown = (token: SpecialToken | undefined): string => (token ? `${token.text} (${token.id})` : 'none');
const listed = (ids: readonly number[]): string => ids.join(', ') || 'nothing';
