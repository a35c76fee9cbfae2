/** Reads bytes of a file at a hub into `target`. */
type Read = (target: Uint8Array, position: number) => Promise<void>;

/** So much comes with the first question: most headers of weights are shorter. */
const beginningBytes = 65_536;

/** A file at a hub, to be read in places. What stands at its beginning is asked for once. */
export class RemoteBytes {
  private beginning: Promise<Uint8Array> | undefined;

  constructor(
    readonly size: number,
    private readonly ask: Read,
  ) {}

  /** Fills `target` from `position` on. @throws UnavailableError, StudyError, DataFormatError */
  readonly read: Read = async (target, position) => {
    const known = await (this.beginning ??= this.first());
    const here = known.subarray(position, position + target.length);
    target.set(here);
    if (here.length < target.length) await this.ask(target.subarray(here.length), position + here.length);
  };

  private async first(): Promise<Uint8Array> {
    const target = new Uint8Array(Math.min(this.size, beginningBytes));
    await this.ask(target, 0);
    return target;
  }
}
