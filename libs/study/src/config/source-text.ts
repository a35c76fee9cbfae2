import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { StudyError } from '@weitiao/core';
import { isMap, isPair, isScalar, LineCounter, parseDocument, type Document, type Pair } from 'yaml';

/** A YAML or JSON file, and where in it things stand. */
export class SourceText {
  private constructor(
    readonly file: string,
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
    /** Absolute folder that relative paths start at. */
    readonly folder: string = dirname(resolve(file)),
    private readonly isWritten = true,
  ) {}

  /** What a program made instead of a file: places are told without line and column. */
  static of(name: string, value: unknown, folder: string): SourceText {
    const lines = new LineCounter();
    const document = parseDocument(JSON.stringify(value), { lineCounter: lines });
    return new SourceText(name, document, lines, resolve(folder), false);
  }

  /** @throws StudyError with line and column when it cannot be read or parsed */
  static read(file: string): SourceText {
    try {
      return SourceText.parse(file, readFileSync(file, 'utf8'));
    } catch (cause) {
      if (cause instanceof StudyError) throw cause;
      const reason =
        (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (cause as Error).message;
      throw new StudyError(`${file}: ${reason}.`, { cause });
    }
  }

  /** @param file its name in errors */
  static parse(file: string, text: string): SourceText {
    const lines = new LineCounter();
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
    const fault = document.errors[0];
    if (fault) {
      const { line, col } = lines.linePos(fault.pos[0]);
      throw new StudyError(`${file}:${line}:${col}  ${fault.message}`, { cause: fault });
    }
    return new SourceText(file, document, lines);
  }

  get value(): unknown {
    return this.document.toJS();
  }

  /** `study.yaml:9:32  method.rnak`: the key at `path`, or as much of the path as is there. */
  at(path: readonly PropertyKey[]): string {
    const offset = this.offsetOf(path);
    const place = offset === undefined || !this.isWritten ? '' : this.position(offset);
    return `${this.file}${place}${path.length > 0 ? `  ${path.map(String).join('.')}` : ''}`;
  }

  private position(offset: number): string {
    const { line, col } = this.lines.linePos(offset);
    return `:${line}:${col}`;
  }

  private offsetOf(path: readonly PropertyKey[]): number | undefined {
    for (let length = path.length; length > 0; length--) {
      const parent = this.document.getIn(path.slice(0, length - 1), true);
      const pair = isMap(parent)
        ? parent.items.find((item) => isPair(item) && keyOf(item) === path[length - 1])
        : undefined;
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
      const node = this.document.getIn(path.slice(0, length), true);
      if (isScalar(node) && node.range) return node.range[0];
    }
    return undefined;
  }
}

const keyOf = ({ key }: Pair): unknown => (isScalar(key) ? key.value : key);
