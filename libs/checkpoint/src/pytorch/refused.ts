/** A pickle that holds, or asks for, what the restricted reader does not know. The file is named by whoever reads it. */
export class RefusedPickleError extends Error {
  override readonly name = 'RefusedPickleError';
}

export function refuseUnless(holds: boolean, message: string): asserts holds {
  if (!holds) throw new RefusedPickleError(message);
}
