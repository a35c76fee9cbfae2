/** What the restricted reader makes of a pickle. Nothing of it was executed: a name of Python is a name here. */
export type Pickled =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | Pickled[]
  | Map<Pickled, Pickled>
  | Tuple
  | PythonName
  | Storage
  | StoredTensor;

/** Python's tuple; a list is an array. */
export class Tuple {
  constructor(readonly items: readonly Pickled[]) {}
}

/** A class or function of Python, by name alone. */
export class PythonName {
  constructor(readonly path: string) {}
}

/** A block of numbers that lies in a file of its own in the archive. */
export class Storage {
  constructor(
    /** As PyTorch names it: FloatStorage, HalfStorage, … */
    readonly kind: string,
    /** Its file is `data/<key>`. */
    readonly key: string,
    /** Elements. */
    readonly size: number,
  ) {}
}

/** A tensor: a view of a storage. */
export class StoredTensor {
  constructor(
    readonly storage: Storage,
    /** In elements. */
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}
}
