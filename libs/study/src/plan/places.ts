import { WeitiaoError } from '@weitiao/core';
import { atItsPlace } from '../config/at-its-place.js';
import type { SourceText } from '../config/source-text.js';
import type { StudyOptions } from '../config/study-file.js';
import type { Cell } from './cells.js';
import type { ForPart } from './components.js';

/** Said below an error. */
export function usedBy(axis: 'model' | 'method' | 'data', name: string, cells: readonly Cell[]): string {
  const users = cells.filter(({ arm }) => arm[axis] === name).length;
  return `${users} of ${cells.length} trials use this ${axis}. Nothing was started.`;
}

/** Where the parts of a trial stand in the study. */
export function placesOf(source: SourceText, study: StudyOptions, { arm }: Cell, cells: readonly Cell[]): ForPart {
  const names = { model: 'models', method: 'methods', data: 'data' } as const;
  return async ([part = '', ...rest], work) => {
    if (part === 'train') {
      const isAxis = study.grid.templates !== undefined && rest[0] === 'template';
      return atItsPlace(source, isAxis ? ['grid', 'templates'] : [part, ...rest], work);
    }
    if (part === 'benchmarks') return atItsPlace(source, [part, ...rest], work);
    const axis = part as keyof typeof names;
    const note = `  ${usedBy(axis, arm[axis], cells)}`;
    return atItsPlace(source, [names[axis], arm[axis], ...rest], work).catch((error: unknown) => {
      if (!WeitiaoError.isInstance(error)) throw error;
      throw new WeitiaoError(`${error.message}\n${note}`, error.exitCode, { cause: error });
    });
  };
}
