import { searchLines } from '../equal-terms/search-line.js';
import { none, rate } from '../format.js';
import type { Report } from '../report.js';
import { terminalTable } from './terminal-table.js';

/** A row an arm whose learning rate was searched; empty where none was. */
export function equalTermsText({ results, arms }: Report): string[] {
  const lines = searchLines(results.searches ?? [], arms);
  if (lines.length === 0) return [];
  const rows = lines.map(({ arm, search: { tries, chosen } }) => [
    arm.label,
    chosen === undefined ? none : rate(chosen),
    `of ${tries.map(({ learningRate }) => rate(learningRate)).join(', ')}`,
  ]);
  return [terminalTable([['', 'learning rate', ''], ...rows]).join('\n')];
}
