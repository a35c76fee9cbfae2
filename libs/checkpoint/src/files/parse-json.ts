import { DataFormatError } from '@weitiao/core';
import { jsonFault } from './json-fault.js';

/**
 * @param file what errors name; the line is added
 * @throws DataFormatError with line and column, what came and what was wanted
 */
export function parseJson(text: string, file: string): unknown {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return JSON.parse(content);
  } catch (cause) {
    const { line, column, wanted, came } = jsonFault(content);
    throw new DataFormatError(
      `${file}:${line}`,
      `this is not JSON: at column ${column} came ${came}, wanted was ${wanted}.`,
      { cause },
    );
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
