import { python, runScript } from '@weitiao/python-reference';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Saved } from './round-trip.js';
import { stepOptions, trainedTexts } from './step.js';
import type { Subject } from './subject.js';

/** What tools/fixtures/model_check.py found; a stage that failed stands in `errors`. */
export interface PythonResult {
  readonly trip?: Readonly<Record<string, Trip>>;
  /** Losses before the step. */
  readonly step?: { readonly lora: number; readonly full: number };
  readonly errors: { readonly model?: string; readonly trip?: string; readonly step?: string };
}

/** How Python read a folder that we wrote. */
export interface Trip {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly mismatched: readonly string[];
  readonly difference: number;
}

/** One process for all, for torch takes long to start. @param subjects with the folders that were saved of each */
export async function askPython(
  exchange: string,
  subjects: ReadonlyMap<Subject, Saved>,
  say: (text: string) => void,
): Promise<Map<Subject, PythonResult>> {
  if (subjects.size === 0) return new Map();
  const interpreter = await python(say);
  const cases = [...subjects].map(([subject, saved]) => ({
    ...{ id: basename(subject.exchange), model: subject.folder, reference: subject.reference, saved },
    step: { ...stepOptions, texts: trainedTexts(subject).map(({ tokens, labels }) => ({ tokens, labels })) },
  }));
  await writeFile(join(exchange, 'request.json'), JSON.stringify({ cases }));
  const { passed, output } = await runScript(interpreter, 'model_check.py', exchange);
  if (!passed) throw new Error(`tools/fixtures/model_check.py failed:\n${output}`);
  const results = [...subjects.keys()].map(async (subject) => {
    const text = await readFile(join(subject.exchange, 'result.json'), 'utf8');
    return [subject, JSON.parse(text) as PythonResult] as const;
  });
  return new Map(await Promise.all(results));
}
