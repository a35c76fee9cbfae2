import { readResults, type TrialOutcome, type TryOutcome } from '@weitiao/study';
import type { StudyCommandOptions } from '../commands/study.js';
import { print, printJson, type Console } from '../console.js';
import { studyFolderOf } from './study-output.js';
import { trialNames } from './trial-names.js';

export async function runStudyStatus(
  path: string,
  { output, json = false }: StudyCommandOptions,
  console: Console,
): Promise<number> {
  await showStatus(await studyFolderOf(path, output), json, console);
  return 0;
}

/** A line a trial: how far it is, and what came out. @throws StudyError */
export async function showStatus(folder: string, json: boolean, { out }: Console): Promise<void> {
  const { trials, searches = [] } = await readResults(folder);
  if (json) {
    for (const { arm, seed, chosen, tries } of searches)
      for (const tried of tries)
        printJson(out, { type: 'try', arm, seed, ...tried, chosen: tried.learningRate === chosen });
    for (const trial of trials) printJson(out, { type: 'status', ...brief(trial) });
    return;
  }
  const name = trialNames(trials);
  const tries = searches.flatMap(({ tries, chosen, ...cell }) =>
    tries.map(
      (tried) => [`${name(cell)} · rate ${tried.learningRate}`, tried.status, tryOutcome(tried, chosen)] as const,
    ),
  );
  const lines = [...tries, ...trials.map((trial) => [name(trial), trial.status, outcome(trial)] as const)];
  const width = Math.max(...lines.map(([title]) => title.length));
  for (const [title, status, came] of lines)
    print(out, `${title.padEnd(width)}  ${status.padEnd(7)}  ${came}`.trimEnd());
  const triedAll = tries.filter(([, status]) => ['done', 'failed'].includes(status)).length;
  if (tries.length > 0) print(out, `${triedAll} of ${tries.length} learning rates were tried.`);
  const done = trials.filter(({ status }) => status === 'done').length;
  print(out, `${done} of ${trials.length} trials are done.`);
}

function brief({ id, arm, seed, status, failure, training, evaluations }: TrialOutcome): object {
  const scores = Object.fromEntries(Object.entries(evaluations).map(([name, { rows }]) => [name, meanOf(rows)]));
  return { id, arm, seed, status, ...(failure && { failure }), ...(training && { loss: training.loss }), scores };
}

function tryOutcome({ failure, heldOutLoss, learningRate }: TryOutcome, chosen: number | undefined): string {
  if (failure) return `exit ${failure.exitCode}: ${failure.message.split('\n')[0]}`;
  if (heldOutLoss === undefined) return '';
  return `held-out loss ${heldOutLoss.toFixed(4)}${learningRate === chosen ? '  chosen' : ''}`;
}

function outcome({ failure, training, evaluations }: TrialOutcome): string {
  if (failure) return `exit ${failure.exitCode}: ${failure.message.split('\n')[0]}`;
  const loss = training?.loss === undefined ? [] : [`loss ${training.loss.toFixed(4)}`];
  const scores = Object.entries(evaluations).map(([name, { rows }]) => {
    const mean = meanOf(rows);
    const unread = rows.filter(({ score }) => score === null).length;
    const counts = `n ${rows.length - unread}${unread > 0 ? `, ${unread} unread` : ''}`;
    return `${name} ${mean === null ? '–' : (100 * mean).toFixed(1)} (${counts})`;
  });
  return [...loss, ...scores].join('  ');
}

function meanOf(rows: readonly { readonly score: number | null }[]): number | null {
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  return scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null;
}
