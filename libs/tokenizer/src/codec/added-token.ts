/** A token that is looked for in a text before its vocabulary is. */
export interface AddedToken {
  readonly id: number;
  readonly text: string;
  readonly special: boolean;
  /** Blanks before it go with it. */
  readonly lstrip: boolean;
  /** Blanks behind it go with it. */
  readonly rstrip: boolean;
  /** Only between blanks. */
  readonly singleWord: boolean;
  /** Whether it is found where it is written out in a text. ChatGLM's `eop` is not: ordinary words may hold it. */
  readonly inText: boolean;
  /** Only right behind this text: ChatGLM's `sop` behind `[gMASK]`, or "philosophy" would hold it. */
  readonly behind?: string;
}

/** A token without odd rules. */
export const plainToken = (id: number, text: string, special: boolean): AddedToken => ({
  id,
  text,
  special,
  lstrip: false,
  rstrip: false,
  singleWord: false,
  inText: true,
});
