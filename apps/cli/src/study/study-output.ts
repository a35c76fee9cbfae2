import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SourceText, studyName } from '@weitiao/study';

/** Folder of a study that is named by its file. */
export const outputOf = (name: string, output?: string): string => resolve(output ?? join('runs', name));

/** Folder of a study that is named by its file or by that folder. @throws StudyError */
export async function studyFolderOf(path: string, output?: string): Promise<string> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return resolve(path);
  return outputOf(await studyName(SourceText.read(path)), output);
}
