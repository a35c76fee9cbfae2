/**
 * Shows that a trial or a study which is killed at random moments, and run again, ends with the same bytes as one that is left alone.
 *
 *     node tools/kill-test/kill-test.mjs [trial or study file] [--kills 8] [--at-once 1] [--seed 1] [--keep]
 *
 * With `--at-once 2` it is also run by two processes at the same time. Needs the built command. Exits 0 when adapter/ (or model/), evaluations/ and
 * result.json are equal.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { outcomeOf } from './outcome.mjs';
import { run } from './running.mjs';

/** A number in [0, 1): the same for the same seed and index, so that a run can be repeated. */
function chance(seed, index) {
  return createHash('sha256').update(`${seed} ${index}`).digest().readUInt32BE() / 2 ** 32;
}

/** Kills and runs again until it is done. @returns how often it was killed */
async function killUntilDone(file, output, duration, seed) {
  for (let kills = 0; ; kills++) {
    // Once it has been killed twice it is let through now and then, or a long start would be all that is ever seen.
    const milliseconds = chance(seed, kills) * duration * (kills < 2 ? 1 : 1.5);
    if ((await run(file, output, { milliseconds, withTrials: chance(seed, -kills - 1) < 0.5 })) === 0) return kills;
    console.log(`  killed after ${(milliseconds / 1000).toFixed(2)} s`);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '8' },
    'at-once': { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
  },
});
const file = positionals[0] ?? fileURLToPath(new URL('trial.yaml', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weitiao-kill-'));

const began = performance.now();
await run(file, join(folder, 'left-alone'));
const duration = performance.now() - began;
const expected = JSON.stringify(outcomeOf(join(folder, 'left-alone')), null, 2);
console.log(`left alone: done after ${(duration / 1000).toFixed(1)} s\n${expected}`);

/** @returns whether the same came out */
function compare(output, how) {
  const came = JSON.stringify(outcomeOf(output), null, 2);
  console.log(came === expected ? `  done ${how}: the same bytes` : `  done ${how}: DIFFERENT\n${came}`);
  return came === expected;
}

let isSame = true;
const atOnce = Number(values['at-once']);
if (atOnce > 1) {
  const output = join(folder, 'at-once');
  console.log(`${atOnce} at once`);
  await Promise.all(Array.from({ length: atOnce }, () => run(file, output)));
  isSame = compare(output, `by ${atOnce} at once`);
}

let kills = 0;
for (let round = 1; kills < Number(values.kills) && isSame; round++) {
  const output = join(folder, `killed-${round}`);
  console.log(`round ${round}`);
  const here = await killUntilDone(file, output, duration, `${values.seed} ${round}`);
  isSame = compare(output, `after ${here} kills`);
  kills += here;
}
console.log(isSame ? `${kills} kills changed nothing.` : `Look at ${folder}`);
if (isSame && !values.keep) rmSync(folder, { recursive: true, force: true });
process.exitCode = isSame ? 0 : 1;
