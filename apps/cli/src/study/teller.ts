import { triesOf, type StudyEvent, type StudyPlan } from '@weitiao/study';
import { print, printJson, type Console } from '../console.js';
import { armNames, trialNames, type Named } from './trial-names.js';

/** Tells on standard error how the trials go; with `json` also each event as a line on standard output. */
export function teller(plan: StudyPlan, { out, err }: Console, json: boolean): (event: StudyEvent) => void {
  const tries = triesOf(plan).map(({ manifest: { id }, cell, learningRate }) => ({ id, cell, learningRate }));
  let trials: { id: string; cell: Named; learningRate?: number }[] = tries;
  const cells = [...plan.trials, ...tries].map(({ cell }) => cell);
  const [name, armName] = [trialNames(cells), armNames(cells)];
  const rates = new Map<string, number>();
  const keyOf = (arm: Named['arm']) => JSON.stringify(arm);
  return (event) => {
    if (json) printJson(out, event);
    if (event.type === 'search-start') {
      print(err, `${event.trials} tries of learning rates, ${event.done} of them ended before; folder ${event.folder}`);
      return;
    }
    if (event.type === 'search-end') {
      if (event.chosen !== undefined) rates.set(keyOf(event.arm), event.chosen);
      const said = event.chosen === undefined ? 'cannot be chosen' : `${event.chosen} is chosen`;
      print(err, `${armName(event.arm)}: the learning rate ${said}`);
      return;
    }
    if (event.type === 'study-start') {
      const known = plan.withRates(({ arm }) => rates.get(keyOf(arm)));
      trials = known.trials.map(({ manifest: { id }, cell }) => ({ id, cell }));
      print(err, `${event.trials} trials, ${event.done} of them ended before; folder ${event.folder}`);
      return;
    }
    const number = trials.findIndex(({ id }) => id === event.id) + 1;
    const { cell, learningRate } = trials[number - 1]!;
    const rate = learningRate === undefined ? '' : ` · learning rate ${learningRate}`;
    const about = `[${number}/${trials.length}] ${name(cell)}${rate}`;
    if (event.type === 'trial-start')
      print(err, `${about}: ${event.attempt > 1 ? `attempt ${event.attempt}` : 'started'}`);
    else if (event.type === 'trial-waits') print(err, `${about}: another process works on it`);
    else if (event.type === 'trial-retry') print(err, `${about}: ${event.reason}; it will be started again`);
    else if (event.exitCode === 0) print(err, `${about}: done`);
    else print(err, `${about}: ended with ${event.exitCode}\n${indented(event.message)}`);
  };
}

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
