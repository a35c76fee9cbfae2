import type { Command } from 'commander';
import { jsonOption, offlineOption, wholeNumber, type DefineCommand } from './define.js';

export interface StudyCommandOptions {
  readonly output?: string;
  readonly launcher?: string;
  readonly maxParallel?: number;
  readonly dryRun?: boolean;
  readonly offline?: boolean;
  readonly json?: boolean;
}

const outputFlags = ['--output <folder>', 'folder of the study; runs/<name of the study> when absent'] as const;
const launched = (command: Command): Command =>
  command
    .option('--launcher <name>', 'what starts the trials', 'local')
    .option('--max-parallel <n>', 'trials at a time', wholeNumber)
    .addOption(offlineOption());

export const study: DefineCommand = (program, console, outcome) => {
  const group = program.command('study').description('a grid of trials: plan, run, watch, report, reproduce');
  const define = (name: string, description: string, argument: readonly [string, string]) =>
    group
      .command(name)
      .description(description)
      .argument(...argument)
      .option(...outputFlags)
      .addOption(jsonOption());
  const file = ['<study file>', 'YAML or JSON'] as const;
  const fileOrFolder = ['<file or folder>', 'the study file, or the folder of its runs'] as const;

  define('plan', 'check a study and write its trials, without running them', file)
    .addOption(offlineOption())
    .option('--dry-run', 'check only: write nothing')
    .action(async (path: string, options: StudyCommandOptions) => {
      const { runStudyPlan } = await import('../study/plan.js');
      outcome.exitCode = await runStudyPlan(path, options, console);
    });
  launched(define('run', 'run every trial that is not done, then write the report', file))
    .option('--dry-run', 'tell what would run, and run nothing')
    .action(async (path: string, options: StudyCommandOptions) => {
      const { runStudyRun } = await import('../study/run.js');
      outcome.exitCode = await runStudyRun(path, options, console);
    });
  define('status', 'how far the trials are', fileOrFolder).action(
    async (path: string, options: StudyCommandOptions) => {
      const { runStudyStatus } = await import('../study/status.js');
      outcome.exitCode = await runStudyStatus(path, options, console);
    },
  );
  define('report', 'write the report from what there is', fileOrFolder).action(
    async (path: string, options: StudyCommandOptions) => {
      const { runStudyReport } = await import('../study/report.js');
      outcome.exitCode = await runStudyReport(path, options, console);
    },
  );
  group
    .command('schema')
    .description('JSON Schema of study files for editors, with the options of every installed plugin')
    .option('--output <file>', 'where it is written; standard output when absent')
    .action(async (options: { output?: string }) => {
      const { runStudySchema } = await import('../study/schema.js');
      outcome.exitCode = await runStudySchema(options, console);
    });
  group
    .command('reproduce')
    .description('run a trial again elsewhere, and compare what comes out byte for byte')
    .argument('<trial folder>', 'or its manifest.json')
    .option('--output <folder>', 'where it runs; a new folder beside the trial when absent')
    .addOption(offlineOption())
    .addOption(jsonOption())
    .action(async (path: string, options: StudyCommandOptions) => {
      const { runStudyReproduce } = await import('../study/reproduce.js');
      outcome.exitCode = await runStudyReproduce(path, options, console);
    });
};
