import { print, printJson, type Console } from './console.js';

/**
 * Tells the user of an error: the message only, the stack where `WEITIAO_DEBUG` is set or it is a defect of ours.
 * @returns the exit code
 */
export async function report(thrown: unknown, console: Console, json: boolean): Promise<number> {
  const { CannotWriteError, exitCodes, WeitiaoError } = await import('@weitiao/core');
  const path = (thrown as NodeJS.ErrnoException | undefined)?.path ?? 'the output';
  const error = CannotWriteError.wrap(path, thrown);
  const isOurs = WeitiaoError.isInstance(error);
  const exitCode = isOurs ? error.exitCode : exitCodes.defect;
  const message = error instanceof Error ? error.message : String(error);
  if (json)
    printJson(console.out, { type: 'error', error: error instanceof Error ? error.name : 'Error', message, exitCode });
  if (isOurs && !process.env['WEITIAO_DEBUG']) print(console.err, message);
  else print(console.err, error instanceof Error ? (error.stack ?? message) : message);
  if (!isOurs) print(console.err, 'This is a defect of weitiao. Please report it with the lines above.');
  return exitCode;
}
