import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { template } from '@weitiao/tokenizer';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from '../__fixtures__/command-line.js';
import { tellOtherTemplate } from './tell-other-template.js';

let folder: Folder;
beforeAll(() => void (folder = new Folder()));
afterAll(() => folder[Symbol.dispose]());

/** What is said when adapters that were trained so are asked with the template alpaca. */
async function told(...trained: (object | undefined)[]): Promise<string> {
  const folders = trained.map((content, index) => {
    const path = folder.inside(`adapter-${index}`);
    mkdirSync(path, { recursive: true });
    if (content) writeFileSync(join(path, 'training_template.json'), JSON.stringify(content));
    return path;
  });
  let said = '';
  const ignored = { write: () => undefined };
  await tellOtherTemplate(folders, template('alpaca'), { out: ignored, err: { write: (text) => (said += text) } });
  return said.replaceAll(folder.path, '');
}

describe('an adapter that is asked otherwise than it was trained', () => {
  it('is named with both templates, and others are not', async () => {
    expect(await told(undefined, { name: 'alpaca', version: '1' }, { name: 'chatml', version: '1' })).toBe(
      'note: the adapter /adapter-2 was trained with template chatml (version 1), and is asked with alpaca (version 1). To ask as it was trained, give --template chatml.\n',
    );
  });

  it('is named where the template was another then', async () => {
    expect(await told({ name: 'alpaca', version: '0' })).toContain(
      'trained with template alpaca (version 0), and is asked with alpaca (version 1). The template, or what the model folder says of it, is another now.',
    );
  });
});
