import type { Tokenizer } from '../../tokenizer.js';
import type { ChatWriter } from './chat-writer.js';

export interface Ends {
  /** Texts of the tokens that end a reply; the first is the one that the template itself means. */
  readonly closings: readonly string[];
  /** Written behind the last reply of what is trained, since the template ends none there: a model would never stop. Empty where it does. */
  readonly closing: string;
}

const answer = '\uE000';

/**
 * How a template ends replies, found out by rendering: with the special token right behind a reply (`<|im_end|>`), with the one that the next turn begins
 * with (GLM's `<|user|>`), or not at all.
 * @param stops texts of tokens that the model folder ends texts with
 */
export function probeEnds(writer: ChatWriter, tokenizer: Tokenizer, stops: readonly string[]): Ends {
  const round = [
    { role: 'user', content: '?' },
    { role: 'assistant', content: answer },
  ] as const;
  const behind = (text: string) => text.slice(text.lastIndexOf(answer) + answer.length);
  const tail = behind(writer.render(round, false).text).trimStart();
  const own = firstSpecial(tail, tokenizer);
  if (own !== undefined) return { closings: [own, ...stops.filter((stop) => stop !== own)], closing: '' };
  const next = firstSpecial(
    behind(writer.render([...round, { role: 'user', content: '?' }], false).text).trimStart(),
    tokenizer,
  );
  const closing = next ?? stops[0] ?? '';
  return { closings: [closing, ...stops.filter((stop) => stop !== closing)].filter((stop) => stop !== ''), closing };
}

/** The special token that a text begins with. */
function firstSpecial(text: string, tokenizer: Tokenizer): string | undefined {
  const [id] = tokenizer.encode(text);
  if (id === undefined || tokenizer.decode([id], { skipSpecials: true }) !== '') return undefined;
  const token = tokenizer.token(id);
  return text.startsWith(token) ? token : undefined;
}
