import { join } from 'node:path';
import { DataFormatError, type Evaluator, type Subject } from '@weitiao/core';
import { AnswerCache } from '../cache/answer-cache.js';
import { RowFile } from '../rows/row-file.js';
import type { Row } from '../rows/row.js';
import { answerBatch } from './answer-batch.js';
import { batchesOf, isChoice } from './batches.js';
import type { EvaluateOptions, Settings } from './evaluation-options.js';
import type { EvaluationEvent } from './evaluation-event.js';
import { grade } from './grade.js';
import { inOrder } from './in-order.js';
import { settingsKey } from './keys.js';
import { servicesFor } from './services-for.js';
import type { Asked, Scores } from './scores.js';

/** The loop: batch by batch what is known is taken, the rest asked; answers are graded and written in the order of the items. */
export async function* evaluation(
  subject: Subject,
  evaluator: Evaluator,
  options: EvaluateOptions,
  settings: Settings,
  stopping: AbortSignal,
): AsyncGenerator<EvaluationEvent, Scores> {
  const { name, version } = evaluator;
  const key = settingsKey(subject, evaluator, options, settings);
  await using cache = options.cache === undefined ? undefined : await AnswerCache.open(join(options.cache, key));
  await using file = options.rows === undefined ? undefined : await RowFile.open(options.rows);
  const services = servicesFor(options.services, stopping);
  const rows: Row[] = [];
  const seen = new Set<string>();
  const ways = new Set<Asked>();
  let asked = 0;
  yield { type: 'evaluation-start', benchmark: name, version };
  for await (const batch of batchesOf(evaluator.items(services), settings)) {
    for (const { id } of batch) addNew(seen, id, name);
    ways.add(isChoice(batch[0]!) ? 'option log-likelihood' : 'generation');
    const answered = await answerBatch({ subject, evaluator, settings, key, cache, file }, batch, services.signal);
    asked += answered.asked;
    const graded = inOrder(answered.items, settings.gradingAtOnce, async (own) => ({
      ...own,
      row: own.row ?? (await grade(evaluator, own.item, own.answer, services)),
    }));
    for await (const { row, key: itemKey, from } of graded) {
      await file?.write(row, itemKey);
      rows.push(row);
      const { id, group, score } = row;
      yield { type: 'item-end', id, group, score, from, done: rows.length };
      if (services.signal.aborted) break;
    }
    if (services.signal.aborted) break;
  }
  const outcome = services.signal.aborted ? 'stopped' : 'done';
  if (outcome === 'done') await file?.finish();
  const unparsed = rows.filter(({ score }) => score === null).length;
  yield { type: 'evaluation-end', outcome, items: rows.length, unparsed, asked };
  return {
    benchmark: { name, version, options: evaluator.options },
    subject: subject.identity,
    asked: [...ways].sort(),
    outcome,
    rows,
  };
}

/** Two rows of one item could not be told apart, when resuming and when arms are paired. */
function addNew(seen: Set<string>, id: string, benchmark: string): void {
  if (seen.has(id))
    throw new DataFormatError(`benchmark ${benchmark}`, `two items have the id ${id}; each needs its own.`);
  seen.add(id);
}
