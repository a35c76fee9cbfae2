import { contrastCaption, contrastTable } from './tables/contrast-table.js';
import { costTable } from './tables/cost-table.js';
import { holeTable } from './tables/hole-table.js';
import { markdownTable, markdownText } from './tables/markdown-table.js';
import { scoreTable } from './tables/score-table.js';
import { howToRead } from './how-to-read.js';
import { caveats, facts, findings } from './summary.js';
import type { Report } from './report.js';
import type { Benchmark } from './scores/benchmark.js';

/** The report without plots and answers. */
export function markdown(report: Report): string {
  const { results, arms, benchmarks } = report;
  const holes = holeTable(arms);
  const parts = [
    `# ${markdownText(results.name)}`,
    results.question && markdownText(results.question),
    ...facts(report).map(markdownText),
    '## Findings',
    ...caveats(report).map((caveat) => `> ${markdownText(caveat)}`),
    ...findings(report).map(
      ({ title, sentences }) =>
        `**${markdownText(title)}**\n\n${sentences.map(({ text }) => `- ${markdownText(text)}`).join('\n')}`,
    ),
    '## Scores',
    ...benchmarks.flatMap((benchmark) => benchmarkParts(report, benchmark)),
    '## Training and cost',
    markdownTable(costTable(arms)),
    ...(holes ? ['## Holes', markdownTable(holes)] : []),
    '## How to read this',
    howToRead(report.wishes)
      .map((line) => `- ${line}`)
      .join('\n'),
    '## Manifest',
    fenced(JSON.stringify(results.manifest, null, 2) ?? 'none'),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function benchmarkParts({ scores, contrasts, wishes: { correction } }: Report, benchmark: Benchmark): string[] {
  const ofBenchmark = contrasts.filter((contrast) => contrast.benchmark === benchmark);
  const families = [
    ['whole', ofBenchmark.filter(({ scope }) => scope.kind !== 'group')],
    ['by group', ofBenchmark.filter(({ scope }) => scope.kind === 'group')],
  ] as const;
  return [
    `### ${markdownText(benchmark.title)}`,
    markdownTable(
      scoreTable(
        benchmark,
        scores.filter((line) => line.benchmark === benchmark),
        ofBenchmark,
      ),
    ),
    ...families.flatMap(([title, family]) =>
      family.length > 0
        ? [
            markdownTable(
              contrastTable(contrastCaption(benchmark, title, family[0]!.family, correction), family, correction),
            ),
          ]
        : [],
    ),
  ];
}

/** A block of code; the fence is longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}json\n${text}\n${fence}`;
}
