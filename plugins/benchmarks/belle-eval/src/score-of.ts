/**
 * The score that a verdict gives in the form that Belle-eval's prompts ask for, `得分: 0.8`: the first one, from 0 to 1 (what is a little above 1 counts
 * as 1). Null where there is none: a number on another scale, a range, nothing.
 */
export function scoreOf(verdict: string): number | null {
  const [, number] = form.exec(verdict.normalize('NFKC')) ?? [];
  return number === undefined ? null : Math.min(1, Number(number));
}

/** Marks of Markdown and quotes may stand around; a digit, a range or a percentage after the number is another scale. */
const form =
  /得分["'”*_`]*\s*[:为是]?[\s"'“*_`]*([01](?:\.\d+)?)(?![\d.]*\d)(?!\s*(?:[-~～到至%]|\/\s*(?!1(?:\.0+)?(?![\d.]))\d))/;
