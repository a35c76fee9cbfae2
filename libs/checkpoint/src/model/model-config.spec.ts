import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bloomShaped } from '../__fixtures__/bloom-shaped.js';
import { temporaryFolder } from '../__fixtures__/temporary-folder.js';
import { checkVocabulary } from './check-vocabulary.js';
import { readModelConfig } from './model-config.js';

const root = temporaryFolder();
const folder = join(root, 'model');
mkdirSync(folder);
const write = (text: string) => writeFileSync(join(folder, 'config.json'), text);

describe('readModelConfig', () => {
  it('gives the content and the type', async () => {
    write('{"model_type": "bloom", "n_head": 4}');
    expect(await readModelConfig(folder)).toEqual({
      file: join(folder, 'config.json'),
      modelType: 'bloom',
      config: { model_type: 'bloom', n_head: 4 },
    });
  });

  it.each([
    ['{\n  "model_type": "bloom",\n  "n_head" 4\n}', /config.json:3: this is not JSON: at column 12/],
    ['[]', /config.json: it holds no JSON object/],
    ['{"n_head": 4}', /config.json: it has no model_type; wanted is a name such as "bloom"/],
    ['{"model_type": 7}', /model_type is 7/],
  ])('refuses %j', async (text, message) => {
    write(text);
    await expect(readModelConfig(folder)).rejects.toThrow(message);
    await expect(readModelConfig(folder)).rejects.toBeInstanceOf(DataFormatError);
  });

  it('says what is wrong with the folder', async () => {
    mkdirSync(join(root, 'empty'));
    mkdirSync(join(root, 'adapter'));
    writeFileSync(join(root, 'adapter/adapter_config.json'), '{}');
    await expect(readModelConfig(join(root, 'absent'))).rejects.toThrow(
      /there is no such folder. Wanted is a model folder/,
    );
    await expect(readModelConfig(join(root, 'empty'))).rejects.toThrow(/empty.config.json: there is no such file/);
    await expect(readModelConfig(join(root, 'adapter'))).rejects.toThrow(
      /the folder of an adapter. Name its base model/,
    );
  });
});

describe('checkVocabulary', () => {
  const model = bloomShaped({ vocabulary: 250_880 });

  it('lets the embedding have more rows than the tokenizer ids', () => {
    checkVocabulary(model, 250_680, folder);
    checkVocabulary(model, 250_880, folder);
  });

  it('refuses a tokenizer with more', () => {
    const check = () => checkVocabulary(model, 250_881, folder);
    expect(check).toThrow(DataFormatError);
    expect(check).toThrow(`${folder}: the tokenizer has 250881 ids, the model's embedding only 250880 rows.`);
  });
});
