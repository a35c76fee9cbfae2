/** Where a command writes: results to `out`, everything that tells of progress to `err`. */
export interface Console {
  readonly out: Stream;
  readonly err: Stream;
}
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export const processConsole: Console = { out: process.stdout, err: process.stderr };

export const print = (stream: Stream, text: string): void => void stream.write(`${text}\n`);

/** One JSON value a line, so that output can be read as it comes. */
export const printJson = (stream: Stream, value: unknown): void => print(stream, JSON.stringify(value));
