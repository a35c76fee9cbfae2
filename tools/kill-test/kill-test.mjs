/**
 * Shows that a trial which is killed at random moments, and run again, ends with the same bytes as one that is left alone.
 *
 *     node tools/kill-test/kill-test.mjs [trial file] [--kills 8] [--seed 1] [--keep]
 *
 * Needs the built command. Exits 0 when adapter/ (or model/) and result.json are equal.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const command = join(here, '../../apps/cli/dist/bin.js');

/** Runs the trial; after `milliseconds`, if given, it is killed. @returns exit code, or the signal's name */
function run(trial, output, milliseconds) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [command, 'train', trial, '--output', output], { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (text) => (told = `${told}${text}`.slice(-2000)));
    const timer = milliseconds === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), milliseconds);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code !== 0 && code !== null) reject(new Error(`weitiao ended with ${code}:\n${told}`));
      else resolve(signal ?? code);
    });
  });
}

/** A number in [0, 1): the same for the same seed and index, so that a run can be repeated. */
function chance(seed, index) {
  return createHash('sha256').update(`${seed} ${index}`).digest().readUInt32BE() / 2 ** 32;
}

/** File → hash, of all that "the same result" means. */
function outcome(output) {
  const folders = ['adapter', 'model'].map((name) => join(output, name)).filter((folder) => statSync(folder, { throwIfNoEntry: false }));
  const files = [...folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))), join(output, 'result.json')];
  return Object.fromEntries(files.map((file) => [relative(output, file), createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

/** Kills and runs again until the trial is done. @returns how often it was killed */
async function killUntilDone(trial, output, duration, seed) {
  for (let kills = 0; ; kills++) {
    // Once it has been killed twice it is let through now and then, or a long start would be all that is ever seen.
    const after = chance(seed, kills) * duration * (kills < 2 ? 1 : 1.5);
    if ((await run(trial, output, after)) === 0) return kills;
    console.log(`  killed after ${(after / 1000).toFixed(2)} s`);
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { kills: { type: 'string', default: '8' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } },
});
const trial = positionals[0] ?? join(here, 'trial.yaml');
const folder = mkdtempSync(join(tmpdir(), 'weitiao-kill-'));

const began = performance.now();
await run(trial, join(folder, 'left-alone'));
const duration = performance.now() - began;
const expected = JSON.stringify(outcome(join(folder, 'left-alone')), null, 2);
console.log(`left alone: done after ${(duration / 1000).toFixed(1)} s\n${expected}`);

let [kills, isSame] = [0, true];
for (let round = 1; kills < Number(values.kills) && isSame; round++) {
  const output = join(folder, `killed-${round}`);
  console.log(`round ${round}`);
  const here = await killUntilDone(trial, output, duration, `${values.seed} ${round}`);
  const came = JSON.stringify(outcome(output), null, 2);
  isSame = came === expected;
  console.log(isSame ? `  done after ${here} kills: the same bytes` : `  done after ${here} kills: DIFFERENT\n${came}`);
  kills += here;
}
console.log(isSame ? `${kills} kills changed nothing.` : `Look at ${folder}`);
if (isSame && !values.keep) rmSync(folder, { recursive: true, force: true });
process.exitCode = isSame ? 0 : 1;
