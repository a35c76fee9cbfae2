/** A plot of the page as a file of its own: colours stand in it, since no page gives them, on white. */
export const svgFile = (plot: string): string =>
  `${plot
    .replace('<svg style="', '<svg xmlns="http://www.w3.org/2000/svg" style="background:#ffffff;color:#1c1e21;')
    .replace(/var\(--[\w-]+, ([^()]+)\)/g, '$1')}\n`;
