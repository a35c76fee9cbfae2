import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { chatTokens, folderWithTokens } from '../__fixtures__/folder-with-tokens.js';
import { openTemplate } from './open-template.js';

const idOf = (token: string) => 8000 + chatTokens.indexOf(token);
const ids = (user: unknown, assistant: unknown) => ({ user_token_id: user, assistant_token_id: assistant });
const first = ids(idOf('<reserved_102>'), idOf('<reserved_103>'));
const second = ids(idOf('<reserved_106>'), idOf('<reserved_107>'));

async function opened(name: string, generation?: unknown) {
  const files = generation === undefined ? {} : { 'generation_config.json': generation };
  await using folder = await folderWithTokens(chatTokens, files);
  return await openTemplate(name, folder.path);
}

describe('the ids of roles that a folder names', () => {
  it.each([
    ['baichuan', first],
    ['baichuan2', second],
    ['baichuan', {}],
    ['baichuan2', ids(null, null)],
    ['baichuan', undefined],
    ['chatglm3', second],
  ])('are those that %s writes, or nobody’s', async (name, generation) => {
    expect(await opened(name, generation)).toMatchObject({ name });
  });

  it.each([
    [
      'baichuan',
      second,
      /user_token_id is 8012 \(<reserved_106>\); template "baichuan" writes 8010 \(<reserved_102>\)/,
    ],
    ['baichuan2', first, /user_token_id is 8010 \(<reserved_102>\); template "baichuan2" writes 8012/],
    ['baichuan', { ...first, assistant_token_id: 7 }, /assistant_token_id is 7 \(.+\); .* writes 8011/],
    ['baichuan', ids(195, 196), /user_token_id is 195 \(.+\); template "baichuan" writes 8010/],
    ['baichuan', ids(1e6, 196), /user_token_id is 1000000; template/],
    ['baichuan', ids('195', 196), /user_token_id is "195"; template/],
  ])('are refused where %s writes others', async (name, generation, message) => {
    const opening = opened(name, generation);
    await expect(opening).rejects.toThrow(DataFormatError);
    await expect(opening).rejects.toThrow(message);
    await expect(opening).rejects.toThrow(
      /generation_config\.json: .*Name the template that the model was trained with/,
    );
  });
});
