import { existsSync, readFileSync } from 'node:fs';
import { readRows, type Row } from '@weitiao/evaluation';
import type { EvaluationSummary } from '../run/summarise.js';
import type { EvaluationOutcome } from './study-results.js';

interface ReadEvaluationSpec {
  /** File of rows. */
  readonly rows: string;
  /** File of what was asked; without it answers stand alone. */
  readonly questions: string;
  readonly summary: EvaluationSummary;
  readonly protocol: unknown;
}

interface Question {
  readonly id: string;
  readonly question: string;
  readonly options?: readonly string[];
  readonly reference?: string;
}

/** The rows of a benchmark together with what was asked. @throws DataFormatError */
export async function readEvaluation({
  rows,
  questions,
  summary,
  protocol,
}: ReadEvaluationSpec): Promise<EvaluationOutcome> {
  const asked = new Map(questionsOf(questions).map((question) => [question.id, question]));
  return {
    version: summary.version,
    protocol: protocolOf(protocol, summary),
    rows: (await readRows(rows)).map((row) => {
      const { id, group, tags, score, note, marking } = row;
      const question = asked.get(id);
      const told = note ?? marking?.verdict;
      return {
        id,
        group,
        ...(tags && { tags }),
        question: question?.question ?? '',
        answer: answerOf(row, question),
        ...(question?.reference !== undefined && { reference: question.reference.trim() }),
        score,
        ...(told !== undefined && { note: told }),
      };
    }),
  };
}

/** How was asked and, where somebody marked the answers, who. */
function protocolOf(protocol: unknown, { asked, judge }: EvaluationSummary): string {
  const ways = asked.join(', ');
  const how = typeof protocol === 'string' ? `${protocol} (${ways})` : ways;
  return judge === undefined ? how : `${how}, judged by ${judge}`;
}

const answerOf = ({ answer }: Row, question: Question | undefined): string =>
  'text' in answer ? answer.text : (question?.options?.[answer.choice] ?? `option ${answer.choice + 1}`).trim();

const questionsOf = (file: string): Question[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Question)
    : [];
