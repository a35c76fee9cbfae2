import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(repository, path), 'utf8');

/** Blocks of code that name the file they are of: "```ts path". */
const blocksOf = (guide: string) =>
  [...guide.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)].map(([, path, code]) => ({ path: path!, code: code! }));

/** A part of a file may stand further left in a guide. */
const withoutIndent = (text: string) => text.replace(/^ +/gm, '');

describe.each([
  ['docs/guides/add-a-method.md', ['plugins/peft/hira/src/hira.ts', 'tools/check-peft/cases/hira.json']],
  [
    'docs/guides/add-a-model.md',
    ['plugins/models/mistral/src/mistral.ts', 'plugins/models/mistral/src/parity.spec.ts'],
  ],
])('%s', (guide, whole) => {
  const blocks = blocksOf(read(guide));

  it.each(whole)('shows %s whole, as it is', (path) => {
    expect(blocks.find((block) => block.path === path)?.code).toBe(read(path));
  });

  it.each(blocks.map(({ path, code }) => [path, code]))('shows a part of %s as it is', (path, code) => {
    expect(withoutIndent(read(path))).toContain(withoutIndent(code));
  });

  it('links to what is there', () => {
    const links = [...read(guide).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target]) => target!);
    for (const target of links) expect([target, existsSync(join(repository, dirname(guide), target))]).toEqual([target, true]); // prettier-ignore
  });
});

describe('the method of the guide', () => {
  it('is one file of at most 150 lines', () => {
    expect(read('plugins/peft/hira/src/hira.ts').split('\n').length).toBeLessThanOrEqual(150);
  });
});
