import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { written } from './hub-reference.js';
import { parseReference, parseShortId } from './parse-reference.js';

const hf = { hub: 'huggingface', kind: 'model' } as const;

it.each([
  ['hf:owner/name', { ...hf, id: 'owner/name', path: '' }],
  ['hf://owner/name@v1.0/a/b.json', { ...hf, id: 'owner/name', revision: 'v1.0', path: 'a/b.json' }],
  ['hf:gpt2', { ...hf, id: 'gpt2', path: '' }],
  [
    'hf:datasets/owner/name@refs/pr/3/x.json',
    { ...hf, kind: 'dataset', id: 'owner/name', revision: 'refs/pr/3', path: 'x.json' },
  ],
  [
    'modelscope:Qwen/Qwen2.5-0.5B@master',
    { hub: 'modelscope', kind: 'model', id: 'Qwen/Qwen2.5-0.5B', revision: 'master', path: '' },
  ],
])('%s', (text, expected) => {
  expect(parseReference(text)).toEqual(expected);
});

it.each(['data/x.json', './hf:x', 'C:/models/x', 'owner/name', 'gpt2', '', 'http://host/x'])(
  '%j names no hub',
  (text) => {
    expect(parseReference(text)).toBeUndefined();
  },
);

it.each(['hf:', 'hf:datasets/name', 'modelscope:name', 'hf:a b/c', 'hf:../x/y', 'hf:a--b/c', 'hf:a/b@', 'hf:a/b/../c'])(
  '%s is refused',
  (text) => {
    expect(() => parseReference(text)).toThrow(/is no id of a hub\. Wanted: hf:OWNER\/NAME|which is no plain path/);
  },
);

it('a short id has an owner and a name, nothing else', () => {
  expect(parseShortId('owner/name@main')).toEqual({ ...hf, id: 'owner/name', revision: 'main', path: '' });
  for (const text of ['name', 'a/b/c', '/a/b', './a', 'a/../b', 'a//b']) expect(parseShortId(text)).toBeUndefined();
});

it('what is written is read as the same', () => {
  const word = fc.stringMatching(/^[A-Za-z0-9]{1,8}$/);
  const reference = fc.record({
    hub: fc.constantFrom('huggingface' as const, 'modelscope' as const),
    kind: fc.constantFrom('model' as const, 'dataset' as const),
    id: fc.tuple(word, word).map((parts) => parts.join('/')),
    revision: fc.oneof(
      word,
      fc.tuple(word, word).map((parts) => parts.join('/')),
      fc.constant('refs/pr/7'),
    ),
    path: fc.oneof(
      fc.constant(''),
      fc.tuple(word, word).map((parts) => parts.join('/')),
    ),
  });
  fc.assert(fc.property(reference, (each) => expect(parseReference(written(each))).toEqual(each)));
});
