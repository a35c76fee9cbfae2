import { join } from 'node:path';
import { exitCodes, OptionsError, WeitiaoError, type Evaluator, type Services } from '@weitiao/core';
import { estimate, evaluate, type Scores } from '@weitiao/evaluation';
import { packageFingerprints, SourceText } from '@weitiao/study';
import { z } from 'zod';
import type { EvaluateCommandOptions } from '../commands/evaluate.js';
import { print, printJson, type Console } from '../console.js';
import { hubFor } from '../hub/hub-for.js';
import { located } from '../hub/located.js';
import { lineProgress } from '../lines/line-progress.js';
import { installedPlugins } from '../plugin-folders.js';
import { stopOnSignals } from '../stop-on-signals.js';
import { openAsked } from './open-asked.js';

/** Asks each benchmark in turn and tells the scores. */
export async function runEvaluateCommand(given: EvaluateCommandOptions, console: Console): Promise<number> {
  using stopping = stopOnSignals();
  const { signal } = stopping;
  const hub = hubFor(console, given);
  const options = given.endpoint === undefined ? await located(given, console, signal) : given;
  const plugins = installedPlugins();
  const asked = options.benchmark.map(referenceOf);
  const benchmarks: { use: string; evaluator: Evaluator; folder: string }[] = [];
  for (const reference of asked) {
    const evaluator = await plugins.configure('benchmark', reference);
    benchmarks.push({ use: reference.use, evaluator, folder: plugins.named('benchmark', reference.use).folder });
  }
  const names = benchmarks.map(({ evaluator }, index) =>
    nameOf(
      benchmarks.map((each) => each.evaluator.name),
      evaluator.name,
      index,
    ),
  );
  await using subject = await openAsked(options, signal, console);
  const services: Services = {
    signal,
    folder: process.cwd(),
    hub,
    warn: (message) => print(console.err, `note: ${message}`),
  };
  const { maxNewTokens, temperature, seed, output, cache, json = false } = options;
  for (const [index, { evaluator, folder }] of benchmarks.entries()) {
    const name = names[index]!;
    const asking = evaluate(subject.subject, evaluator, {
      services,
      generation: { temperature, seed, ...(maxNewTokens !== undefined && { maxNewTokens }) },
      ...(subject.template !== undefined && { template: subject.template }),
      plugins: await versionsOf(folder),
      independentAnswers: subject.independentAnswers,
      ...(output !== undefined && { rows: join(output, `${name}.jsonl`) }),
      ...(cache !== undefined && { cache }),
    });
    const count = await total(evaluator, services);
    const progress = lineProgress(console.err, name);
    asking.events.subscribe((event) => event.type === 'item-end' && progress(event.done, count));
    const scores = await asking;
    if (scores.outcome === 'stopped') throw stopped(scores.rows.length, count, output ?? cache);
    show(name, scores, json, console);
  }
  return 0;
}

const reference = z.looseObject({ use: z.string().min(1) });

/** `mmcu`, or `{ use: mmcu, from: … }` in YAML. @throws StudyError */
function referenceOf(text: string): z.output<typeof reference> {
  const { value } = SourceText.parse('--benchmark', text);
  const given = typeof value === 'string' ? { use: value } : value;
  const parsed = reference.safeParse(given);
  if (!parsed.success) throw OptionsError.from('--benchmark', reference, given, parsed.error);
  return parsed.data;
}

/** A benchmark that is asked twice, in two ways, has two files. */
const nameOf = (all: readonly string[], name: string, index: number): string =>
  all.indexOf(name) === index ? name : `${name}-${all.slice(0, index + 1).filter((other) => other === name).length}`;

async function versionsOf(folder: string): Promise<Record<string, string>> {
  const found = Object.entries(await packageFingerprints([folder]));
  return Object.fromEntries(found.map(([name, { version, sources = '' }]) => [name, `${version} ${sources}`]));
}

async function total({ items }: Evaluator, services: Services): Promise<number> {
  let count = 0;
  for await (const _ of items({ ...services, warn: () => undefined })) count += 1;
  return count;
}

function stopped(done: number, count: number, kept: string | undefined): WeitiaoError {
  const advice =
    kept === undefined
      ? 'With --output a run can be gone on with.'
      : 'Run the same command again: it goes on from there.';
  return new WeitiaoError(`Stopped after ${done} of ${count} questions. ${advice}`, exitCodes.interrupted);
}

/** A line a group, and one for all: mean, 95 % interval, how many. */
function show(name: string, { benchmark, asked, rows }: Scores, json: boolean, { out }: Console): void {
  const groups = [...new Set(rows.map(({ group }) => group))];
  const told = [...groups, 'all'].map((group) => {
    const scores = rows.filter((row) => group === 'all' || row.group === group).map(({ score }) => [score]);
    return { group, ...estimate([scores]) };
  });
  if (json) {
    for (const row of told)
      printJson(out, { type: 'score', benchmark: name, version: benchmark.version, asked, ...row });
    return;
  }
  print(out, `${name} ${benchmark.version} · ${asked.join(', ')} · ${rows.length} questions`);
  const width = Math.max(...told.map(({ group }) => group.length));
  for (const { group, mean, interval, items, unparsed } of told) {
    const value = mean === null ? '–' : percent(mean);
    const range = interval ? ` [${percent(interval.low)}, ${percent(interval.high)}]` : '';
    print(
      out,
      `  ${group.padEnd(width)}  ${value}${range}  n ${items}${unparsed > 0 ? `, ${unparsed} not readable` : ''}`,
    );
  }
}

const percent = (share: number): string => (100 * share).toFixed(1);
