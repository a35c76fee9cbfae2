import { writeFileAtomically } from '@weitiao/checkpoint';
import { studySchema } from '@weitiao/study';
import { print, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';

export async function runStudySchema({ output }: { output?: string }, { out }: Console): Promise<number> {
  const text = JSON.stringify(await studySchema(installedPlugins()), null, 2);
  if (output === undefined) print(out, text);
  else {
    await writeFileAtomically(output, `${text}\n`);
    print(out, output);
  }
  return 0;
}
