import { nx } from './build.mjs';

/**
 * @typedef {'packages' | 'engine' | 'build'} Need
 * @typedef {object} Job
 * @property {(args: string[]) => readonly Need[]} needs
 * @property {(args: string[]) => string[][]} commands scripts with their arguments, one after the other
 * @property {() => string} [folder] where they run; the checkout when absent
 */

/** @type {readonly Need[]} */
const everything = ['packages', 'engine', 'build'];

/** What `npm run` can ask for. @type {Record<string, Job>} */
export const jobs = {
  /** The quick start's study, from `runs/quickstart` where it has run before; then some of its answers. */
  start: {
    needs: () => everything,
    commands: () => [
      ['apps/cli/dist/bin.js', 'study', 'run', 'examples/quickstart/study.yaml'],
      ['examples/quickstart/before-after.mjs'],
    ],
  },
  /** `npm test -- core peft-lora` tests these packages only. */
  test: {
    needs: () => everything,
    commands: (projects) => [
      [
        nx,
        'run-many',
        '--targets=test',
        '--outputStyle=static',
        ...(projects.length > 0 ? [`--projects=${projects.join()}`] : []),
      ],
    ],
  },
  weitiao: {
    needs: (args) => (managesEngine(args) ? ['packages', 'build'] : everything),
    commands: (args) => [[`${import.meta.dirname}/../../../apps/cli/dist/bin.js`, ...args]],
    folder: () => process.env['INIT_CWD'] ?? process.cwd(),
  },
  build: { needs: () => ['packages', 'build'], commands: () => [] },
  lint: {
    needs: () => ['packages', 'build'],
    commands: (args) => [['node_modules/eslint/bin/eslint.js', '.', ...args], ['tools/check-plugins/check.mjs']],
  },
  typecheck: {
    needs: () => ['packages'],
    commands: () => [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']],
  },
  'check:models': { needs: () => everything, commands: (args) => [['tools/check-models/run.mjs', ...args]] },
  'check:peft': { needs: () => everything, commands: (args) => [['tools/check-peft/run.mjs', ...args]] },
  'check:export': { needs: () => everything, commands: (args) => [['tools/check-export/run.mjs', ...args]] },
  golden: { needs: () => everything, commands: (args) => [['tools/golden/run.mjs', ...args]] },
  pretraining: { needs: () => everything, commands: (args) => [['tools/pretraining/run.mjs', ...args]] },
  bench: { needs: () => everything, commands: (args) => [['tools/bench/run.mjs', ...args]] },
};

/** Commands that must work, or say what is wrong, while there is no engine. @param {string[]} args */
const managesEngine = ([command = '--help', ...rest]) =>
  ['engine', 'doctor', 'plugins', 'help'].includes(command) || command.startsWith('-') || rest.includes('--help');
