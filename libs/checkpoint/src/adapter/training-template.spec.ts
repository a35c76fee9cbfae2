import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { readTrainingTemplate, writeTrainingTemplate } from './training-template.js';

const folder = temporaryFolder();
const file = join(folder, 'training_template.json');

describe('the template of an adapter', () => {
  it('is not known where nobody wrote it', async () => {
    expect(await readTrainingTemplate(folder)).toBeUndefined();
  });

  it('comes back as it was written, its name and version alone', async () => {
    const template = { name: 'alpaca-zh', version: '1 stops 2,17', tokenising: 'joint' };
    await writeTrainingTemplate(folder, template);
    expect(readFileSync(file, 'utf8')).toBe('{\n  "name": "alpaca-zh",\n  "version": "1 stops 2,17"\n}\n');
    expect(await readTrainingTemplate(folder)).toEqual({ name: 'alpaca-zh', version: '1 stops 2,17' });
  });

  it('is none where the file is of somebody else, and its fault is told where it is damaged', async () => {
    writeFileSync(file, '{"name": 5}');
    expect(await readTrainingTemplate(folder)).toBeUndefined();
    writeFileSync(file, '{\n"name": ');
    await expect(readTrainingTemplate(folder)).rejects.toThrow(/training_template\.json:\d: this is not JSON/);
  });
});
