/** A value of the option that scales a method, and what the method then trains. */
export interface Size {
  readonly value: number;
  /** Trained parameters. */
  readonly trainable: number;
}

/** Above this no method has a value that means anything. */
const most = 2 ** 24;
/** So few values are all tried: among them may be some that do not fit, e.g. no divisors of a width. */
const few = 64;

/**
 * The whole number from 1 on with which a method comes nearest to a wanted size; of two that are equally near the smaller. Doubles until the size
 * is reached or no value fits any more, then bisects.
 * @param wanted trained parameters
 * @param count parameters at a value, growing with it; undefined where the method cannot have that value
 * @returns undefined when no value fits
 */
export function nearestSize(wanted: number, count: (value: number) => number | undefined): Size | undefined {
  let best: Size | undefined;
  const distance = ({ trainable }: Size) => Math.abs(trainable - wanted);
  const isBetter = (size: Size) =>
    !best || distance(size) < distance(best) || (distance(size) === distance(best) && size.value < best.value);
  let smallest = Infinity;
  /** Whether the size is reached, or the value is above those that fit: one that does not fit is below them or above. */
  const isEnough = (value: number): boolean => {
    const trainable = count(value);
    if (trainable === undefined) return value > smallest;
    smallest = Math.min(smallest, value);
    if (isBetter({ value, trainable })) best = { value, trainable };
    return trainable >= wanted;
  };
  let [low, high] = [0, 1];
  while (!isEnough(high)) {
    low = high;
    high *= 2;
    if (high > most) return best;
  }
  while (high - low > few) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  for (let value = low + 1; value < high; value++) isEnough(value);
  return best;
}
