import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const isBuilt = existsSync(join(root, 'apps/cli/dist/bin.js'));

(isBuilt ? describe : describe.skip)(`a trial that is killed${isBuilt ? '' : ' (needs npm run build)'}`, () => {
  it('ends with the same bytes as one that is left alone', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/kill-test/kill-test.mjs', '--kills', '2'], {
      cwd: root,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/\d+ kills changed nothing\.\n$/);
  });
});
