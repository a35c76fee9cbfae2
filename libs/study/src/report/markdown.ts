import { benchmarkContent } from './content/benchmark-content.js';
import type { Content } from './content/content.js';
import { equalTermsContent } from './content/equal-terms-content.js';
import { trainingContent } from './content/training-content.js';
import { characterOf } from './plots/arm-marks.js';
import { holeTable } from './tables/hole-table.js';
import { markdownTable, markdownText } from './tables/markdown-table.js';
import { howToRead } from './how-to-read.js';
import { caveats, facts, findings } from './summary.js';
import type { Report } from './report.js';
import type { Benchmark } from './scores/benchmark.js';

/** The report without answers; its plots are files of the folder `plots`. */
export function markdown(report: Report): string {
  const { results, arms, benchmarks } = report;
  const holes = holeTable(arms);
  const terms = equalTermsContent(report);
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
    ...(terms.length > 0 ? ['## On equal terms', ...terms.map(shown)] : []),
    '## Training and cost',
    ...trainingContent(arms).map(shown),
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

function benchmarkParts(report: Report, benchmark: Benchmark): string[] {
  const { whole, groups } = benchmarkContent(report, benchmark);
  return [`### ${markdownText(benchmark.title)}`, ...[...whole, ...groups].map(shown)];
}

/** A plot lies beside the report as a file; its marks are told in words. */
function shown(content: Content): string {
  if (content.kind === 'table') return markdownTable(content.table);
  const legend = content.arms.map((arm) => `${characterOf(arm)} ${markdownText(arm.label)}`).join(' · ');
  return `![${markdownText(content.caption)}](plots/${encodeURIComponent(content.name)}.svg)\n\n${legend}`;
}

/** A block of code; the fence is longer than any run of backticks inside. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}json\n${text}\n${fence}`;
}
