import { describe, expect, it } from '@jest/globals';
import { repository } from '@weitiao/python-reference';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { casesFolder, readCases } from './case-file.js';

const written = async (content: object, name = 'lora') => {
  const folder = mkdtempSync(join(tmpdir(), 'weitiao-cases-'));
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(content));
  return readCases(folder);
};
const small = { name: 'lora', method: 'lora', python: { weights: '.*' }, models: { 'tiny-bloom': {} }, merge: 'exact' };

describe('cases', () => {
  it('of this folder can be read, and are of methods that are here', async () => {
    const cases = await readCases(casesFolder);
    expect(cases.length).toBeGreaterThan(0);
    const missing = cases.filter(({ method }) => !existsSync(join(repository, 'plugins/peft', method)));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('leave out what has a default', async () => {
    const [one] = await written(small);
    expect(one).toMatchObject({ options: {}, names: {}, training: { learningRate: 1e-3, steps: 10 } });
  });

  it.each<[string, object, RegExp]>([
    ['a key that is not known', { ...small, optoins: {} }, /lora\.json.*optoins/s],
    ['two forms of Python', { ...small, python: { weights: '.*', peft: 'LoraConfig' } }, /lora\.json/],
    ['another name than its file', { ...small, name: 'dora' }, /its name is "dora"; wanted is the file's/],
  ])('refuse %s', async (_, content, message) => {
    await expect(written(content)).rejects.toThrow(message);
  });
});
