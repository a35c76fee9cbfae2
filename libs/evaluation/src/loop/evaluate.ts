import type { Evaluator, Subject } from '@weitiao/core';
import { running, type Running } from '@weitiao/training';
import { settingsOf, type EvaluateOptions } from './evaluation-options.js';
import type { EvaluationEvent } from './evaluation-event.js';
import { evaluation } from './evaluation.js';
import type { Scores } from './scores.js';

/**
 * Asks a subject every question of a benchmark and grades the answers. Await it for the scores; subscribe to `events`; `stop()` ends it after the
 * current item.
 * @throws StudyError where the subject cannot be asked in this way, CannotWriteError, and what subject and benchmark throw
 */
export function evaluate(
  subject: Subject,
  evaluator: Evaluator,
  options: EvaluateOptions = {},
): Running<Scores, EvaluationEvent> {
  const settings = settingsOf(options, evaluator);
  return running((signal) => evaluation(subject, evaluator, options, settings, signal));
}
