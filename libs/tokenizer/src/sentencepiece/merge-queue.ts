/** A possible merge of two neighbours. */
export interface Merge {
  readonly left: number;
  readonly right: number;
  readonly score: number;
  /** Length of the merged piece: tells whether both are still as they were. */
  readonly length: number;
}

/** Gives the merge with the highest score, the leftmost of equals, in time that grows with the logarithm of what waits. */
export class MergeQueue {
  private readonly heap: Merge[] = [];

  push(merge: Merge): void {
    const { heap } = this;
    let place = heap.length;
    heap.push(merge);
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!isBefore(merge, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = merge;
  }

  pop(): Merge | undefined {
    const { heap } = this;
    const [first] = heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
      if (!isBefore(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}

const isBefore = (a: Merge, b: Merge): boolean => a.score > b.score || (a.score === b.score && a.left < b.left);
