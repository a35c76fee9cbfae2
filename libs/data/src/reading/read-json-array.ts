import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { DataFormatError } from '@weitiao/core';
import { readText } from './read-text.js';
import type { Row } from './row.js';
import type { SourceFile } from './source-file.js';

/**
 * The elements of a JSON array, read one after another: memory holds one of them, not the file.
 * @throws DataFormatError with file and line
 */
export async function* readJsonArray(file: SourceFile, signal?: AbortSignal): AsyncGenerator<Row, void, undefined> {
  const elements = new ArrayElements(file);
  for await (const text of readText(file, signal)) {
    // A line break stands in no JSON text, so a token lies in the line that it was written with.
    for (let start = 0; start < text.length;) {
      const end = text.indexOf('\n', start) + 1 || text.length;
      elements.write(text.slice(start, end));
      start = end;
    }
    yield* elements.take();
  }
  elements.end();
  yield* elements.take();
}

class ArrayElements {
  private readonly tokenizer = new Tokenizer();
  private readonly parser = new TokenParser({ paths: ['$.*'], keepStack: false });
  private ready: Row[] = [];
  private line = 1;
  private depth = 0;
  private begun = 0;
  private beginsAt = 0;

  constructor(private readonly file: SourceFile) {
    this.parser.onValue = ({ value }) => this.ready.push({ value, line: this.beginsAt });
    this.tokenizer.onToken = (token) => {
      if (this.depth === 1 && token.token !== TokenType.COMMA && token.token !== TokenType.RIGHT_BRACKET) {
        this.beginsAt = this.line;
        this.begun++;
      }
      if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) this.depth++;
      if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) this.depth--;
      this.parser.write(token);
    };
  }

  write(text: string): void {
    this.guarded(() => this.tokenizer.write(text));
    if (text.endsWith('\n')) this.line++;
  }

  end(): void {
    this.guarded(() => this.tokenizer.isEnded || this.tokenizer.end());
    if (!this.parser.isEnded) this.fail('the file ends before the array does. Was it cut off?');
  }

  take(): Row[] {
    const rows = this.ready;
    this.ready = [];
    return rows;
  }

  private guarded(step: () => unknown): void {
    try {
      step();
    } catch (cause) {
      const { message } = cause as Error;
      const [, what] = /^Unexpected [^"]*(".*?")/s.exec(message) ?? [];
      if (what === '"\n"') this.fail('a text goes on over the end of the line. Is a closing quote missing?', cause);
      this.fail(what ? `unexpected ${what}.` : message, cause);
    }
  }

  private fail(reason: string, cause?: unknown): never {
    const where = this.depth > 1 ? ` Row ${this.begun} begins on line ${this.beginsAt}.` : '';
    throw new DataFormatError(`${this.file.name}:${this.line}`, `is not valid JSON: ${reason}${where}`, { cause });
  }
}
