import { Environment, parse, tokenize } from './engine.js';
import { DataFormatError } from '@weitiao/core';
import { boundedRange, BoundedInterpreter } from './bounded-interpreter.js';
import { generationPrelude, markNames } from './generation-tags.js';
import { LimitError } from './limits.js';
import { parseTemplate, type ParsedTemplate } from './parse-template.js';
import { placeAt } from './place-in-text.js';
import { strftime } from './strftime.js';

/** From where to where, in characters of the rendered text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Rendered {
  readonly text: string;
  /** What the template marked with `{% generation %}`. */
  readonly generated: readonly Span[];
}

export interface RenderVariables {
  /** What the template may read. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** What `strftime_now` tells, as 2024-07-26. */
  readonly date: string;
}

/** What a template says with raise_exception. */
class RaisedError extends Error {}

/** A chat template as transformers renders it: blocks trimmed, loop controls, `raise_exception`, `strftime_now`, `{% generation %}`. */
export class JinjaTemplate {
  private constructor(
    readonly file: string,
    private readonly parsed: ParsedTemplate,
  ) {}

  /**
   * @param file for messages
   * @throws DataFormatError with line and column when it cannot be read
   */
  static parse(file: string, source: string): JinjaTemplate {
    return new JinjaTemplate(file, parseTemplate(file, source));
  }

  get marksReplies(): boolean {
    return this.parsed.marksReplies;
  }

  /** @throws DataFormatError with line and column when it fails, refuses, or goes beyond its limits */
  render({ variables, date }: RenderVariables): Rendered {
    const marks = unusedMarks(JSON.stringify(variables));
    const environment = environmentOf(
      { ...variables, [markNames.open]: marks.open, [markNames.close]: marks.close },
      date,
    );
    const interpreter = new BoundedInterpreter(environment, this.parsed.offsets);
    try {
      interpreter.run(parse(tokenize(generationPrelude)));
      const { value } = interpreter.run(this.parsed.program) as { value: string };
      return withoutMarks(value, marks);
    } catch (error) {
      const statement = interpreter.failedAt(error);
      throw this.failure(error as Error, statement && this.parsed.offsets.get(statement));
    }
  }

  private failure(cause: Error, offset: number | undefined): DataFormatError {
    const place = offset === undefined ? undefined : placeAt(this.parsed.source, offset);
    const at = place ? `, line ${place.line}, column ${place.column}` : '';
    if (cause instanceof RaisedError)
      return new DataFormatError(this.file, `the chat template refuses this conversation${at}: "${cause.message}"`, {
        cause,
      });
    if (cause instanceof LimitError)
      return new DataFormatError(this.file, `the chat template is stopped${at}: ${cause.message}.`, { cause });
    return new DataFormatError(this.file, `the chat template fails${at}: ${cause.message}.`, { cause });
  }
}

function environmentOf(variables: Readonly<Record<string, unknown>>, date: string): Environment {
  const environment = new Environment();
  const globals = {
    true: true,
    false: false,
    none: null,
    True: true,
    False: false,
    None: null,
    range: boundedRange,
    raise_exception: (message: unknown) => {
      throw new RaisedError(String(message));
    },
    strftime_now: (format: string) => strftime(date, format),
  };
  for (const [name, value] of Object.entries({ ...globals, ...variables })) environment.set(name, value);
  return environment;
}

/** Two texts that nothing in a conversation holds. */
function unusedMarks(texts: string): { open: string; close: string } {
  let length = 1;
  while (texts.includes('\uE000'.repeat(length)) || texts.includes('\uE001'.repeat(length))) length++;
  return { open: '\uE000'.repeat(length), close: '\uE001'.repeat(length) };
}

function withoutMarks(text: string, { open, close }: { open: string; close: string }): Rendered {
  const generated: Span[] = [];
  let [plain, start] = ['', 0];
  for (const part of text.split(new RegExp(`(${open}|${close})`))) {
    if (part === open) start = plain.length;
    else if (part === close) generated.push({ start, end: plain.length });
    else plain += part;
  }
  return { text: plain, generated };
}
