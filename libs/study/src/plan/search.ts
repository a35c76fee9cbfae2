import { identityOf } from '../manifest/identity.js';
import type { Manifest } from '../manifest/manifest.js';
import type { Cell } from './cells.js';
import type { Components } from './components.js';

/** A trial of a study. Several cells may be the same trial; it runs once. */
export interface PlannedTrial {
  readonly manifest: Manifest;
  readonly components: Components;
  readonly cell: Cell;
}

/** A trial with one of the rates, asked nothing: only its held-out loss is wanted. */
export interface PlannedTry extends PlannedTrial {
  readonly learningRate: number;
}

/** The search for the learning rate of an arm, with the first seed of the study. */
export interface PlannedSearch {
  readonly arm: Cell['arm'];
  readonly seed: number;
  /** In the order in which the study names the rates. */
  readonly tries: readonly PlannedTry[];
  /** The arm's trials, a seed each. Which rate they have is not known yet: here it is the first one. */
  readonly trials: readonly PlannedTrial[];
}

/** The same trial with another learning rate. */
export function atRate({ manifest, components, cell }: PlannedTrial, learningRate: number): PlannedTrial {
  const withRate = <T extends Cell['trial']>(trial: T): T => ({ ...trial, train: { ...trial.train, learningRate } });
  const other = { ...manifest, trial: withRate(manifest.trial) };
  return {
    manifest: { ...other, id: identityOf(other) },
    components: { ...components, resolved: withRate(components.resolved) },
    cell: { ...cell, trial: withRate(cell.trial) },
  };
}
