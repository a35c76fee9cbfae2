import { describeExample, describeReport, inspectRows } from '@weitiao/data';
import { virtualTokenCounts } from '@weitiao/nn';
import { openTrialData } from '@weitiao/study';
import { hubFor } from '../hub/hub-for.js';
import { print, printJson, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { SourceText } from '@weitiao/study';

/** The rows of the first optimiser step of a trial file, as the model will see them. Needs neither engine nor weights. */
export async function inspectData(
  file: string,
  { rows, json = false, offline = false }: { rows: number; json?: boolean; offline?: boolean },
  console: Console,
): Promise<void> {
  const { out, err } = console;
  const source = SourceText.read(file);
  const warn = (message: string) => print(err, `note: ${message}`);
  using opened = await openTrialData(source, installedPlugins(source.folder), {
    warn,
    hub: hubFor(console, { offline }),
  });
  const { data, tokenizer, adapter } = opened;
  const [first] = data.steps();
  const shown = (first?.microBatches ?? []).flat().slice(0, rows);
  const inspected = inspectRows(shown, tokenizer, virtualTokenCounts([adapter]));
  const { report, totalSteps } = data;
  if (json) return printJson(out, { file, report, totalSteps, rows: inspected });
  const [rowWord, exampleWord] = report.rest === undefined ? ['rows', 'examples'] : ['documents', 'blocks'];
  print(
    out,
    `${file}: ${report.rows.toLocaleString('en')} ${rowWord}, ${report.kept.toLocaleString('en')} ${exampleWord}, ${totalSteps.toLocaleString('en')} steps`,
  );
  print(
    out,
    `${report.tokens.toLocaleString('en')} tokens, ${report.trainedTokens.toLocaleString('en')} of them trained (${((100 * report.trainedTokens) / report.tokens).toFixed(1)} %)`,
  );
  const left = describeReport(report);
  if (left) print(out, left);
  for (const row of inspected) print(out, `\n${describeExample(row, out.columns)}`);
}
