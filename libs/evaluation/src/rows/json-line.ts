/** The value of a line, or undefined where it is damaged or was cut off. */
export function jsonLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}

/** Lines that end with a line break. What follows the last one was cut off while it was written. */
export const wholeLines = (text: string): string[] => text.split('\n').slice(0, -1);
