import type { Pickled } from './pickled.js';
import { refuseUnless } from './refused.js';

/** The stack and the memo of a pickle. */
export class PickleStack {
  readonly #values: Pickled[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, Pickled>();

  push(value: Pickled): void {
    this.#values.push(value);
  }

  pop(): Pickled {
    refuseUnless(this.#values.length > (this.#marks.at(-1) ?? 0), 'it takes more than it has put');
    return this.#values.pop()!;
  }

  top(): Pickled | undefined {
    return this.#values.at(-1);
  }

  mark(): void {
    this.#marks.push(this.#values.length);
  }

  sinceMark(): Pickled[] {
    const start = this.#marks.pop();
    refuseUnless(start !== undefined, 'it closes what it has not opened');
    return this.#values.splice(start);
  }

  remember(place = this.#memo.size): void {
    const value = this.top();
    refuseUnless(value !== undefined, 'it remembers what is not there');
    this.#memo.set(place, value);
  }

  recall(place: number): void {
    const value = this.#memo.get(place);
    refuseUnless(value !== undefined, 'it recalls what it has not remembered');
    this.push(value);
  }
}
