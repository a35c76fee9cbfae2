import { python, runScript } from '@weitiao/python-reference';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goldenModel } from './golden-model.js';
import { readCases } from './read-cases.js';
import { readList } from './exchange-folder.js';
import { writeCases } from './written-cases.js';

/**
 * Adapters and models to Python and back: each side reads what the other wrote and must compute the same logits.
 * @param source folder of the base model
 * @returns whether all agree
 */
export async function roundTrip(source: string, say: (text: string) => void): Promise<boolean> {
  const interpreter = await python(say);
  const folder = await mkdtemp(join(tmpdir(), 'weitiao-round-trip-'));
  const model = await goldenModel(source);
  try {
    const [theirs, ours] = [join(folder, 'theirs'), join(folder, 'ours')];
    const made = await runScript(interpreter, 'round_trip.py', 'make', source, theirs);
    if (!made.passed) throw new Error(`tools/fixtures/round_trip.py make failed:\n${made.output}`);
    say('\n── written by Python, read here: largest difference of logits ≤ 1e-4');
    const read = await readCases(theirs, model);
    read.lines.forEach(say);
    await writeCases(ours, source, model, (await readList(theirs)).prompts);
    say('\n── written here, read by Python');
    const checked = await runScript(interpreter, 'round_trip.py', 'check', source, ours);
    say(checked.output);
    return read.passed && checked.passed;
  } finally {
    model.weights[Symbol.dispose]();
    await rm(folder, { recursive: true, force: true });
  }
}
