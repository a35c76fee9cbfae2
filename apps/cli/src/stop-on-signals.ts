/** A signal that is aborted when the process is asked to end. */
export interface Stopping extends Disposable {
  readonly signal: AbortSignal;
}

const polite = ['SIGINT', 'SIGTERM'] as const;
const parentCheckMilliseconds = 2_000;

/**
 * SIGINT and SIGTERM ask the work to end at its next safe point, and so does a parent that is gone: whoever wanted the
 * result can be told no more. A second signal ends the process at once.
 * @param options.withParent also watches whether the process that started this one lives; for children of launchers
 */
export function stopOnSignals({ withParent = false }: { withParent?: boolean } = {}): Stopping {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(75);
    controller.abort();
  };
  const lose = () => controller.abort();
  const onPipe = (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    lose();
  };
  // A closed terminal; not where the output goes to a file, which is how nohup is told.
  const signals: NodeJS.Signals[] = process.stderr.isTTY ? [...polite, 'SIGHUP'] : [...polite];
  signals.forEach((name) => process.on(name, stop));
  process.on('disconnect', lose);
  [process.stdout, process.stderr].forEach((stream) => stream.on('error', onPipe));
  const watch = withParent ? watchParent(lose) : undefined;
  return {
    signal: controller.signal,
    [Symbol.dispose]() {
      clearInterval(watch);
      signals.forEach((name) => process.off(name, stop));
      process.off('disconnect', lose);
      [process.stdout, process.stderr].forEach((stream) => stream.off('error', onPipe));
    },
  };
}

/** An orphan gets another parent. */
function watchParent(lost: () => void): NodeJS.Timeout {
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) lost();
  }, parentCheckMilliseconds).unref();
}
