/** So many tokens in common, at least, are worth a reading of their own; so many prompts must have them. */
const leastTokens = 16;
const leastPrompts = 4;

/** Prompts that begin alike. */
export interface HeaderGroup {
  /** What all of them begin with, or nothing. */
  readonly header: readonly number[];
  /** Their indices. */
  readonly members: readonly number[];
}

/** Puts prompts that begin with the same tokens together; at least one token of each is not in the header. */
export function headersOf(prompts: readonly (readonly number[])[]): HeaderGroup[] {
  const byBeginning = new Map<string, number[]>();
  prompts.forEach((prompt, index) => {
    const beginning = prompt.length > leastTokens ? prompt.slice(0, leastTokens).join() : '';
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), index]);
  });
  const alone: number[] = [];
  const groups: HeaderGroup[] = [];
  for (const [beginning, members] of byBeginning) {
    if (beginning === '' || members.length < leastPrompts) alone.push(...members);
    else groups.push({ header: commonBeginning(members.map((index) => prompts[index]!)), members });
  }
  return alone.length > 0 ? [...groups, { header: [], members: alone }] : groups;
}

function commonBeginning(prompts: readonly (readonly number[])[]): readonly number[] {
  const [first, ...others] = prompts;
  const longest = Math.min(...prompts.map(({ length }) => length)) - 1;
  let length = 0;
  while (length < longest && others.every((other) => other[length] === first![length])) length++;
  return first!.slice(0, length);
}
