import { Interpreter, type Environment, type Statement, type Value } from './engine.js';
import { limits, LimitError } from './limits.js';

/** Runs a template within `limits`, and remembers which of the known statements an error came from. */
export class BoundedInterpreter extends Interpreter {
  #steps = 0;
  #work = 0;
  /** What loops go over. */
  readonly #looped = new WeakSet<Statement>();
  #failure: { readonly error: unknown; readonly statement: Statement } | undefined;

  constructor(
    environment: Environment,
    private readonly known: ReadonlyMap<Statement, number>,
  ) {
    super(environment);
  }

  /** The innermost known statement that the error came from. */
  failedAt(error: unknown): Statement | undefined {
    return this.#failure?.error === error ? this.#failure?.statement : undefined;
  }

  override evaluate(statement: Statement | undefined, environment: Environment): Value {
    try {
      if (statement?.type === 'For') this.#looped.add(iterated(statement));
      const value = checked(super.evaluate(statement, environment));
      // A round of a loop is a step too: it may do nothing that is evaluated.
      this.#steps += Array.isArray(value.value) && statement && this.#looped.has(statement) ? value.value.length : 1;
      if (this.#steps > limits.steps)
        throw new LimitError(`it takes more than ${limits.steps.toLocaleString('en-US')} steps`);
      this.#work += workOf(value);
      if (this.#work > limits.work)
        throw new LimitError(`it goes through more than ${limits.work.toLocaleString('en-US')} characters`);
      return value;
    } catch (error) {
      // Loops end by errors that the library catches itself; an error on its way out is met again by every statement around it.
      if (statement && this.known.has(statement) && this.#failure?.error !== error)
        this.#failure = { error, statement };
      throw error;
    }
  }
}

/** An entry of a list costs more than a character: it is a value of its own, that may be compared and copied. */
function workOf({ value }: Value): number {
  if (Array.isArray(value)) return 10 * value.length;
  return typeof value === 'string' ? value.length : 0;
}

/** The list of a loop, with or without a condition. */
function iterated(loop: Statement): Statement {
  const { iterable } = loop as Statement & { readonly iterable: Statement };
  return iterable.type === 'SelectExpression' ? (iterable as Statement & { readonly lhs: Statement }).lhs : iterable;
}

function checked(value: Value): Value {
  const size = typeof value.value === 'string' || Array.isArray(value.value) ? value.value.length : 0;
  if (typeof value.value === 'string' && size > limits.text)
    throw new LimitError(`it makes a text of more than ${limits.text.toLocaleString('en-US')} characters`);
  if (Array.isArray(value.value) && size > limits.list)
    throw new LimitError(`it makes a list of more than ${limits.list.toLocaleString('en-US')} entries`);
  return value;
}

/** Python's `range`, within the limit of a list. */
export function boundedRange(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  if (step === 0) throw new Error('range() arg 3 must not be zero');
  const length = Math.max(0, Math.ceil((stop - start) / step));
  if (!(length <= limits.list))
    throw new LimitError(`it makes a list of more than ${limits.list.toLocaleString('en-US')} entries`);
  return Array.from({ length }, (_, at) => start + at * step);
}
