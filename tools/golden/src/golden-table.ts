import type { Form } from '@weitiao/python-reference';
import type { Differences } from './compare-training.js';

/** Largest differences that are allowed. Looser ones would let a missing weight decay or a shifted schedule pass. */
export const gates: Required<Differences> = { loss: 1e-5, gradientNorm: 1e-3, weights: 1e-4 };

export interface Row extends Differences {
  readonly name: string;
  readonly form: Form;
}

export const passes = (row: Differences): boolean =>
  row.loss <= gates.loss && row.gradientNorm <= gates.gradientNorm && (row.weights ?? 0) <= gates.weights;

const wanted = (name: string, gate: number): string => `${name} ≤ ${gate.toExponential(0)}`;

export const tableHead = (): string => {
  const { loss, gradientNorm, weights } = gates;
  const head = line(
    'method',
    'form',
    wanted('loss', loss),
    wanted('gradient norm', gradientNorm),
    wanted('final weights', weights),
    '',
  );
  return `${head}\n${'─'.repeat(84)}`;
};

export function tableRow(row: Row): string {
  const number = (value: number | undefined) => value?.toExponential(1) ?? 'not kept';
  return line(
    row.name,
    row.form,
    number(row.loss),
    number(row.gradientNorm),
    number(row.weights),
    passes(row) ? 'ok' : 'FAILED',
  );
}

const line = (...cells: [string, string, string, string, string, string]): string => {
  const widths = [17, 8, 14, 23, 23, 6];
  return cells
    .map((cell, column) => cell.padEnd(widths[column]!))
    .join('')
    .trimEnd();
};
