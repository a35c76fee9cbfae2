const alone = '(?<![A-Za-z])([A-D])(?![A-Za-z])';

/** What says that a letter is the answer. */
const statements = [
  `答案(?:选项)?(?:应该?)?(?:是|为|选)?(?:选项)?[:：]?\\s*${alone}`,
  `(?<!不)选(?:择)?(?:答案)?[:：]?\\s*${alone}`,
  `${alone}\\s*选?项?(?:是|为)?(?:正确|对的|符合题意)`,
].map((pattern) => new RegExp(pattern, 'g'));

const first = new RegExp(`^\\s*${alone}(?!\\s*[、,/和与或及]\\s*[A-D])`);
const mentioned = new RegExp(
  `(?<!不(?:是|选|为|应选)?\\s*(?:选项)?\\s*)${alone}(?!\\s*选?项?(?:是|为)?\\s*[不错])`,
  'g',
);

/**
 * The one letter A–D that a reply gives: it begins with it, or says that it is the answer, or mentions no other. Undefined where it says two or
 * none: CMMLU's own script then draws one by chance, here it counts as not read.
 */
export function strictLetter(reply: string): string | undefined {
  const text = reply.normalize('NFKC');
  const [, begins] = first.exec(text) ?? [];
  if (begins) return begins;
  const said = lettersOf(text, statements);
  const letters = said.size > 0 ? said : lettersOf(text, [mentioned]);
  return letters.size === 1 ? [...letters][0] : undefined;
}

const lettersOf = (text: string, patterns: readonly RegExp[]): Set<string> =>
  new Set(patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, letter]) => letter!)));
