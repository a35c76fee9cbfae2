import { z } from 'zod';
import { didYouMean } from './nearest.js';
import { StudyError } from './study-error.js';

/** Options that do not fit a schema: every fault with its path, the nearest option for an unknown one. */
export class OptionsError extends StudyError {
  constructor(
    message: string,
    /** Path of the first fault inside the options. */
    readonly path: readonly PropertyKey[],
  ) {
    super(message);
  }

  static from(owner: string, schema: z.ZodType, input: unknown, error: z.ZodError): OptionsError {
    // A misspelt option is missing under its right name too: the misspelling is what to mend.
    const isUnknown = (issue: z.core.$ZodIssue) => Number(issue.code === 'unrecognized_keys');
    const issues = [...error.issues].sort((a, b) => isUnknown(b) - isUnknown(a));
    const lines = issues.flatMap((issue) => describe(owner, schema, input, issue));
    const first = issues[0]!;
    const key = first.code === 'unrecognized_keys' ? first.keys.slice(0, 1) : [];
    return new OptionsError(lines.join('\n'), [...first.path, ...key]);
  }
}

function describe(owner: string, schema: z.ZodType, input: unknown, issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysOf(schema, issue.path);
    const where = issue.path.length > 0 ? ` under "${issue.path.join('.')}"` : '';
    return issue.keys.map(
      (key) =>
        `${owner} has no option "${key}"${where}.${didYouMean(key, known)}\n  Options: ${known.join(', ') || 'none'}`,
    );
  }
  const path = issue.path.join('.');
  const came = JSON.stringify(
    issue.path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), input),
  );
  const wanted = (issue.message === saysNothing && descriptionOf(schema, issue.path)) || issue.message;
  const end = wanted.endsWith('.') ? '' : '.';
  return [`${owner}: ${path ? `"${path}" is ${came ?? 'missing'}` : `the options are ${came}`}. ${wanted}${end}`];
}

/** All that zod says where no form of an option fits, and the schema does not say it better. */
const saysNothing = 'Invalid input';

/** What is said of an option. */
function descriptionOf(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  const json = schemaAt(schema, path);
  return isRecord(json) && typeof json['description'] === 'string' ? `Wanted: ${json['description']}` : undefined;
}

/** The keys that the object at `path` of a schema knows. */
function keysOf(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const json = schemaAt(schema, path);
  return isRecord(json) && isRecord(json['properties']) ? Object.keys(json['properties']) : [];
}

const schemaAt = (schema: z.ZodType, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (isRecord(at) && isRecord(at['properties']) ? at['properties'][key] : undefined),
    z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }),
  );

function isRecord(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}
