import { open, readdir, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { cannotWrite, makeFolder } from '@weitiao/checkpoint';
import { canonicalJson, type Answer } from '@weitiao/core';
import { z } from 'zod';
import { jsonLine, wholeLines } from '../rows/json-line.js';
import { answerShape } from '../rows/row.js';
import { lineSum } from '../rows/sum.js';

const lineShape = z.strictObject({ answer: answerShape, key: z.string(), sum: z.string() });

/**
 * Answers under keys of all that decides them. A folder holds one file a process that wrote, created exclusively, so that writers never meet;
 * everybody reads all of them. A line that is damaged, cut off or not what its sum says is as if it were not there.
 */
export class AnswerCache implements AsyncDisposable {
  private file: { readonly path: string; readonly handle: FileHandle } | undefined;

  private constructor(
    private readonly folder: string,
    private readonly answers: Map<string, Answer>,
  ) {}

  /** @param folder that of one subject and benchmark; made when the first answer is put */
  static async open(folder: string): Promise<AnswerCache> {
    const answers = new Map<string, Answer>();
    for (const name of await filesIn(folder)) {
      for (const line of wholeLines(await readFile(join(folder, name), 'utf8'))) {
        const parsed = lineShape.safeParse(jsonLine(line));
        if (!parsed.success) continue;
        const { answer, key, sum } = parsed.data;
        if (lineSum(key, answer) === sum && !answers.has(key)) answers.set(key, answer);
      }
    }
    return new AnswerCache(folder, answers);
  }

  get(key: string): Answer | undefined {
    return this.answers.get(key);
  }

  /** Keeps an answer; the first one of a key stays. @throws CannotWriteError */
  async put(key: string, answer: Answer): Promise<void> {
    if (this.answers.has(key)) return;
    this.answers.set(key, answer);
    this.file ??= await createNext(this.folder);
    const { path, handle } = this.file;
    try {
      await handle.appendFile(`${canonicalJson({ answer, key, sum: lineSum(key, answer) })}\n`);
    } catch (error) {
      throw cannotWrite(path, error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.file?.handle.close();
  }
}

const number = (name: string): number => Number.parseInt(name, 10);

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw cannotWrite(folder, error);
  });
  return names.filter((name) => /^\d+\.jsonl$/.test(name)).sort((a, b) => number(a) - number(b));
}

async function createNext(folder: string): Promise<{ path: string; handle: FileHandle }> {
  try {
    await makeFolder(folder);
    for (let next = 1 + number((await filesIn(folder)).at(-1) ?? '0'); ; next++) {
      const path = join(folder, `${next}.jsonl`);
      const handle = await open(path, 'ax').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return undefined;
        throw error;
      });
      if (handle) return { path, handle };
    }
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}
