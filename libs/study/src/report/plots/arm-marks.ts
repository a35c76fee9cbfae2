import type { Arm } from '../arms/arm.js';

/** Okabe and Ito (2008), told apart by the colour-blind; the page may replace them in the dark. */
const colours = ['#5a5a5a', '#0072b2', '#d55e00', '#009e73', '#cc79a7', '#b58900', '#3d9bd1'];
const symbols = ['circle', 'square', 'triangle', 'diamond', 'star', 'cross', 'wye'] as const;
const characters = ['●', '■', '▲', '◆', '★', '✚', 'Y'];

export const colourCount = colours.length;
export const colourOf = ({ index }: Arm): string =>
  `var(--arm-${index % colours.length}, ${colours[index % colours.length]})`;

const turned = <T>(marks: readonly T[], { index }: Arm): T =>
  marks[(index + Math.floor(index / colours.length)) % marks.length]!;

/** After seven arms colours repeat with other symbols. */
export const symbolOf = (arm: Arm): (typeof symbols)[number] => turned(symbols, arm);
export const characterOf = (arm: Arm): string => turned(characters, arm);
