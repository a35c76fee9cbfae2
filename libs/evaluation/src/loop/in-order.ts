/** Does the work for all of `inputs`, at most `limit` at once, and gives the results in order. An error comes in its place; no further work begins. */
export async function* inOrder<Input, Output>(
  inputs: readonly Input[],
  limit: number,
  work: (input: Input, index: number) => Promise<Output>,
): AsyncGenerator<Output, void, undefined> {
  const begun: Promise<Output>[] = [];
  const begin = () => {
    const index = begun.length;
    const result = work(inputs[index]!, index);
    // Whoever reads in order may never come to this one; its error must not go unhandled then.
    result.catch(() => undefined);
    begun.push(result);
  };
  for (let index = 0; index < inputs.length; index++) {
    while (begun.length < Math.min(inputs.length, index + limit)) begin();
    yield await begun[index]!;
  }
}
