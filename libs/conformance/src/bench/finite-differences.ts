import type { Parameter } from '@weitiao/core';
import { tokenLoss } from '@weitiao/nn';
import { philoxNormal, randomKey, tensor } from '@weitiao/tensor';
import { withPass, type Bench, type Rows } from './bench.js';

type Vector = Float32Array;

/** A random direction of length 1 in a parameter's space; the same name gives the same direction. */
export function unitVector({ name, shape }: Parameter): Vector {
  const size = shape.reduce((product, length) => product * length, 1);
  return toUnit(philoxNormal(size, randomKey('direction', name)));
}

/** The direction half way between a gradient and chance: steep, so that it can be measured, and not blind where the gradient is 0. */
export function steepVector(parameter: Parameter, gradient: Vector): Vector {
  const chance = unitVector(parameter);
  if (gradient.every((value) => value === 0)) return chance;
  const steep = toUnit(gradient);
  const between = chance.map((value, index) => value + steep[index]!);
  // Of a single number, chance may be the very opposite.
  return between.some((value) => value !== 0) ? toUnit(between) : steep;
}

const toUnit = (values: Vector): Vector => {
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
};

/** Slope of the mean loss by a gradient of the summed one. */
export const along = (gradient: Vector, direction: Vector, count: number): number =>
  gradient.reduce((sum, value, index) => sum + value * direction[index]!, 0) / count;

/** Central difference of the mean loss along a direction in a parameter of the first adapter. */
export function slope(bench: Bench, rows: Rows, parameter: Parameter, direction: Vector, step = 1e-2): number {
  const { values } = bench.adapters[0]!;
  const start = Float32Array.from(values.get(parameter).dataSync());
  const put = (distance: number) => {
    const moved = start.map((value, index) => value + distance * direction[index]!);
    values.set(parameter, tensor(moved, [...parameter.shape]));
  };
  const lossAt = (distance: number) => {
    put(distance);
    return withPass(bench, rows, undefined, (pass, labels) => {
      const { sum, count } = tokenLoss(pass, labels);
      return sum.dataSync()[0]! / count;
    });
  };
  const difference = (lossAt(step) - lossAt(-step)) / (2 * step);
  put(0);
  return difference;
}
