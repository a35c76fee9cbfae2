import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const isBuilt = existsSync(join(root, 'apps/cli/dist/bin.js'));

function killTest(...given: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const command = ['tools/kill-test/kill-test.mjs', ...given];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}

(isBuilt ? describe : describe.skip)(`work that is killed${isBuilt ? '' : ' (needs npm run build)'}`, () => {
  it('ends with the same bytes as a trial that is left alone', () => {
    expect(killTest('--kills', '2')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/\d+ kills changed nothing\.\n$/) as unknown,
    });
  });

  it('ends with the same bytes as a study that is left alone, and so do two processes that run it at once', () => {
    expect(killTest('tools/kill-test/study.yaml', '--kills', '2', '--at-once', '2')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /done by 2 at once: the same bytes(.|\n)*\d+ kills changed nothing\.\n$/,
      ) as unknown,
    });
  });
});
