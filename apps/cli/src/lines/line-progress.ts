import type { Stream } from '../console.js';

/** Counts on a terminal in place, elsewhere a line each tenth. */
export function lineProgress(stream: Stream, what: string): (done: number, total: number) => void {
  let shown = 0;
  return (done, total) => {
    const tenth = Math.floor((10 * done) / total);
    if (stream.isTTY) stream.write(`\r${what} ${done}/${total}${done === total ? '\n' : ''}`);
    else if (tenth > shown) stream.write(`${what} ${done}/${total}\n`);
    shown = tenth;
  };
}
