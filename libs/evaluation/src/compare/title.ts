import type { Arm, ScoredRun } from './arm.js';
import { countText } from './numbers.js';

/** `mmcu 1 · controlled (option log-likelihood, 5-shot) · 11,845 questions, paired`. */
export function titleOf(arms: readonly Arm[]): string {
  const runs = arms.flatMap((arm) => arm.runs);
  const [first] = runs;
  const { name, version } = first!.benchmark;
  const questions = countText(new Set(runs.flatMap(({ rows }) => rows.map(({ id }) => id))).size);
  const counts = arms.map((arm) => arm.runs.length);
  const seeds = counts.some((count) => count > 1) ? `, ${counts.join(' and ')} runs` : '';
  return `${name} ${version} · ${howAsked(first!)} · ${questions} questions, paired${seeds}`;
}

/** Protocol and shots are options of many benchmarks; where one has them they belong to its title. */
function howAsked({ benchmark: { options }, asked }: ScoredRun): string {
  const { protocol, shots } = { ...(options as { protocol?: unknown; shots?: unknown } | null) };
  const details = [asked.join(' and '), ...(typeof shots === 'number' ? [`${shots}-shot`] : [])].join(', ');
  return typeof protocol === 'string' ? `${protocol} (${details})` : details;
}
