import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PluginCatalogue } from '@weitiao/container';
import { SourceText } from '../config/source-text.js';
import type { Manifest } from '../manifest/manifest.js';
import { planTrial } from '../plan/plan-trial.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
export const quickstartModel = join(root, 'examples/quickstart/model');
/** Exam questions in the form of MMCU. */
export const exam = join(root, 'plugins/datasets/starter-zh/data/exam.json');
/** Those that this package is tested with. */
export const plugins = PluginCatalogue.search([join(root, 'libs/study')]);

const rows = Array.from({ length: 12 }, (_, index) => ({
  instruction: `第${index}个问题是什么？`,
  input: '',
  output: `答案是${index * 7}。`,
}));

/** A temporary folder with a short trial in it. */
export class TrialFolder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'weitiao-trial-'));

  constructor() {
    this.write('rows.json', JSON.stringify(rows));
  }

  inside(...names: string[]): string {
    return join(this.path, ...names);
  }

  write(name: string, text: string): string {
    writeFileSync(this.inside(name), text);
    return this.inside(name);
  }

  /** @param changes sections of the trial file that are to differ; those of `train` are merged into it */
  trialFile({ train = {}, ...changes }: Record<string, unknown> & { train?: object } = {}): string {
    const trial = {
      model: { use: 'bloom', from: quickstartModel },
      method: { use: 'lora', rank: 2, dropout: 0.1, targetModules: ['query_key_value'] },
      data: { use: 'alpaca', from: 'rows.json' },
      train: {
        template: 'alpaca-zh',
        budget: { steps: 4 },
        examplesPerStep: 2,
        maxLength: 64,
        learningRate: 1e-3,
        checkpoints: { everySteps: 1 },
        ...train,
      },
      ...changes,
    };
    return this.write('trial.json', JSON.stringify(trial, null, 2));
  }

  plan(changes: Parameters<TrialFolder['trialFile']>[0] = {}): Promise<Manifest> {
    return planTrial(SourceText.read(this.trialFile(changes)), plugins);
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
