import { writeReport } from '@weitiao/study';
import type { StudyCommandOptions } from '../commands/study.js';
import { print, printJson, type Console } from '../console.js';
import { studyFolderOf } from './study-output.js';

export async function runStudyReport(
  path: string,
  { output, json = false }: StudyCommandOptions,
  { out }: Console,
): Promise<number> {
  const { summary, ...written } = await writeReport(await studyFolderOf(path, output));
  if (json) printJson(out, { type: 'report', ...written });
  else {
    for (const file of [written.html, written.markdown, ...written.tables, ...written.plots]) print(out, file);
    print(out, `\n${summary}`);
  }
  return 0;
}
