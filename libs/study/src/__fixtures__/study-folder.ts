import { defineStudy } from '../config/parse-study.js';
import { SourceText } from '../config/source-text.js';
import type { StudyInput } from '../config/study-file.js';
import { planStudy } from '../plan/plan-study.js';
import type { StudyPlan } from '../plan/study-plan.js';
import { exam, plugins, quickstartModel, TrialFolder } from './trial-folder.js';

type Changes = Record<string, unknown> & { train?: object };

/** A temporary folder with a small study in it. */
export class StudyFolder extends TrialFolder {
  readonly exam = { use: 'mmcu', from: exam, rows: 2 };

  /** @param changes sections of the study that are to differ; those of `train` are merged into it */
  study({ train = {}, ...changes }: Changes = {}): StudyInput {
    return {
      study: 'small-study',
      models: { small: { use: 'bloom', from: quickstartModel } },
      methods: { untuned: 'none', lora: { use: 'lora', rank: 2, targetModules: ['query_key_value'] } },
      data: { rows: { use: 'alpaca', from: 'rows.json' } },
      train: {
        template: 'alpaca-zh',
        budget: { steps: 2 },
        examplesPerStep: 2,
        maxLength: 64,
        learningRate: 1e-3,
        ...train,
      },
      benchmarks: { exam: this.exam },
      ...changes,
    };
  }

  studyFile(changes: Changes = {}): string {
    return this.write('study.json', JSON.stringify(this.study(changes), null, 2));
  }

  defined(changes: Changes = {}): SourceText {
    return defineStudy(this.study(changes), this.path);
  }

  planStudy(changes: Changes = {}): Promise<StudyPlan> {
    return planStudy(SourceText.read(this.studyFile(changes)), plugins);
  }
}
