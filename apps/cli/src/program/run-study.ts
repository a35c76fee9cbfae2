import {
  planStudy,
  runStudy as runPlan,
  writeReport,
  type SourceText,
  type StudyEvent,
  type TrialEnd,
  type WrittenReport,
} from '@weitiao/study';
import { builtCommand } from '../built-command.js';
import { processConsole } from '../console.js';
import { hubFor } from '../hub/hub-for.js';
import { installedPlugins } from '../plugin-folders.js';
import { outputOf } from '../study/study-output.js';

export interface RunStudyOptions {
  /** Folder of the study; `runs/<its name>` when absent. */
  readonly output?: string;
  /** What starts the trials; one at a time on this machine when absent. */
  readonly launcher?: { readonly use: string; readonly [option: string]: unknown };
  /** Ends the trials cleanly; the same call goes on later. */
  readonly signal?: AbortSignal;
  /** Hears what is no error; standard error when absent. */
  readonly warn?: (message: string) => void;
  readonly tell?: (event: StudyEvent) => void;
}

export interface StudyRun {
  /** How each trial ended, in the order of the plan; exit code 0 is a result. */
  readonly ends: readonly TrialEnd[];
  /** Where the report lies, and its findings as text. */
  readonly report: WrittenReport;
}

/**
 * What `weitiao study run` does, for programs: `runStudy(defineStudy({ … }))` checks everything, runs each trial that is not done in a process of
 * its own and writes the report. A failed trial does not end the others.
 * @throws WeitiaoError with exit code 64 or 65 before anything starts; UnavailableError, CannotWriteError
 */
export async function runStudy(
  study: SourceText,
  {
    output,
    launcher = { use: 'local' },
    signal = new AbortController().signal,
    warn = toStderr,
    tell,
  }: RunStudyOptions = {},
): Promise<StudyRun> {
  const plugins = installedPlugins(study.folder);
  const starting = await plugins.configure('launcher', launcher);
  const hub = hubFor(processConsole);
  const plan = await planStudy(study, plugins, { hub });
  const folder = outputOf(plan.study.study, output);
  const ends = await runPlan(plan, {
    output: folder,
    launcher: starting,
    command: builtCommand,
    signal,
    hub,
    warn,
    ...(tell && { tell }),
  });
  return { ends, report: await writeReport(folder) };
}

const toStderr = (message: string): void => void process.stderr.write(`note: ${message}\n`);
