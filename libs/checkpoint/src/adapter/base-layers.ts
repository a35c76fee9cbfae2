import { parameter, type Adapter, type BaseModel, type Parameter } from '@weitiao/core';

const suffix = '.base_layer.weight';

/**
 * peft saves the whole table of an embedding that is adapted, as `<path>.base_layer.weight`, and puts it back in place of the model's own when it reads
 * the folder: the vocabulary may have been extended. So it is here, a weight that nothing trains.
 * @param name of a parameter → its key in the file
 * @param there the keys of the file
 */
export function withBaseLayers(
  adapter: Adapter,
  { weights }: BaseModel,
  keyOf: (name: string) => string,
  there: ReadonlySet<string>,
): Adapter {
  const known = new Set([...(adapter.weights?.values() ?? [])].map(({ name }) => name));
  const found = [...weights].flatMap(([name, shape]): [string, Parameter][] => {
    const stored = name.replace(/\.weight$/, suffix);
    const isThere = stored !== name && there.has(keyOf(stored)) && !known.has(stored);
    return isThere ? [[name, { ...parameter(stored, shape, fromFile), trained: false }]] : [];
  });
  return found.length === 0 ? adapter : { ...adapter, weights: new Map([...(adapter.weights ?? []), ...found]) };
}

const fromFile = () => {
  throw new Error('this weight comes from a file: it has no first value');
};
