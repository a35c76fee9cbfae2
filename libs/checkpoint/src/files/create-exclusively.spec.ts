import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { createExclusively } from './create-exclusively.js';

const folder = temporaryFolder();

describe('createExclusively', () => {
  it('lets one of many win, and the file is whole from the first moment', async () => {
    const path = join(folder, 'attempts/1.json');
    const contents = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(10_000));
    const won = await Promise.all(contents.map((content) => createExclusively(path, content)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(readFileSync(path, 'utf8')).toBe(contents[won.indexOf(true)]);
    expect(readdirSync(join(folder, 'attempts'))).toEqual(['1.json']);
  });

  it('leaves what is there alone', async () => {
    const path = join(folder, 'result.json');
    expect(await createExclusively(path, 'first')).toBe(true);
    expect(await createExclusively(path, 'second')).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('first');
  });
});
