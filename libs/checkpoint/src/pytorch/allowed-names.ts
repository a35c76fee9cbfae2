import { Storage, StoredTensor, Tuple, type Pickled } from './pickled.js';
import { RefusedPickleError, refuseUnless } from './refused.js';

type Rebuild = (given: readonly Pickled[]) => Pickled;

const isCount = (value: Pickled | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function counts(value: Pickled | undefined, what: string): readonly number[] {
  refuseUnless(value instanceof Tuple && value.items.every(isCount), `the ${what} of a tensor is no tuple of counts`);
  return value.items as readonly number[];
}

/** `torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)` */
const tensor: Rebuild = ([storage, offset, shape, strides]) => {
  refuseUnless(storage instanceof Storage && isCount(offset), 'a tensor without storage or offset');
  return new StoredTensor(storage, offset, counts(shape, 'shape'), counts(strides, 'strides'));
};

/** `torch._utils._rebuild_parameter(data, requires_grad, hooks)` */
const parameter: Rebuild = ([data]) => {
  refuseUnless(data instanceof StoredTensor, 'a parameter without tensor');
  return data;
};

/** `collections.OrderedDict(pairs?)` */
const orderedDictionary: Rebuild = ([pairs]) => {
  if (pairs === undefined) return new Map();
  refuseUnless(Array.isArray(pairs), 'an OrderedDict that is made of something else than a list');
  return new Map(
    pairs.map((pair) => {
      const [key, value] = pair instanceof Tuple ? pair.items : Array.isArray(pair) ? pair : [];
      refuseUnless(key !== undefined && value !== undefined, 'an OrderedDict of something else than pairs');
      return [key, value];
    }),
  );
};

const functions: ReadonlyMap<string, Rebuild> = new Map([
  ['torch._utils._rebuild_tensor_v2', tensor],
  ['torch._utils._rebuild_parameter', parameter],
  ['collections.OrderedDict', orderedDictionary],
  ['torch.Size', ([sizes]: readonly Pickled[]) => new Tuple(sizes instanceof Tuple ? sizes.items : [])],
]);

const storageKinds = ['Float', 'Half', 'BFloat16', 'Double', 'Long', 'Int', 'Short', 'Char', 'Byte', 'Bool'];
const storages: ReadonlySet<string> = new Set(storageKinds.map((kind) => `torch.${kind}Storage`));

/** @throws RefusedPickleError for every name but those that a state dict of PyTorch needs */
export function checkName(path: string): void {
  if (functions.has(path) || storages.has(path)) return;
  throw new RefusedPickleError(
    `it names ${JSON.stringify(path.slice(0, 120))}, which a file of weights does not need. Loaded by Python it could run any code; here nothing was run`,
  );
}

/** What calling a name gives: of known functions only, each of which builds a value and does nothing else. */
export function rebuilt(path: string, given: readonly Pickled[]): Pickled {
  const rebuild = functions.get(path);
  refuseUnless(rebuild !== undefined, `it calls ${JSON.stringify(path)}, which is no function`);
  return rebuild(given);
}
