import { ForwardPass, type PassSpec } from '@weitiao/nn';
import { scope, zeros } from '@weitiao/tensor';

/** A pass that notes which weights are read. */
class WatchedPass extends ForwardPass {
  readonly names = new Set<string>();

  // `weight` reads through it.
  override stored(name: string) {
    this.names.add(name);
    return super.stored(name);
  }
}

/** Names of the weights that the output head reads; a tied head reads the embedding's. */
export function readsOfHead(spec: PassSpec): ReadonlySet<string> {
  const pass = new WatchedPass(spec);
  try {
    scope(() => {
      spec.model.logits(zeros([1, spec.model.width]), pass);
    });
    return pass.names;
  } finally {
    pass[Symbol.dispose]();
  }
}
