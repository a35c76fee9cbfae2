const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']; // prettier-ignore

const two = (value: number): string => String(value).padStart(2, '0');

type Write = (date: Date) => string;
const numbers: Record<string, (date: Date) => number> = {
  d: (date) => date.getUTCDate(),
  m: (date) => date.getUTCMonth() + 1,
  H: () => 0,
  M: () => 0,
  S: () => 0,
  I: () => 12,
  y: (date) => date.getUTCFullYear() % 100,
};
const words: Record<string, Write> = {
  Y: (date) => String(date.getUTCFullYear()),
  B: (date) => months[date.getUTCMonth()]!,
  b: (date) => months[date.getUTCMonth()]!.slice(0, 3),
  A: (date) => days[date.getUTCDay()]!,
  a: (date) => days[date.getUTCDay()]!.slice(0, 3),
  j: (date) => String(1 + (date.getTime() - Date.UTC(date.getUTCFullYear(), 0)) / 86_400_000).padStart(3, '0'),
  e: (date) => String(date.getUTCDate()).padStart(2),
  p: () => 'AM',
  F: (date) => date.toISOString().slice(0, 10),
  '%': () => '%',
};

/**
 * Python's `strftime` in English, for midnight of a day.
 * @param day as 2024-07-26
 * @throws Error on a code that it does not know
 */
export function strftime(day: string, format: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return format.replaceAll(/%(-?)([A-Za-z%])/g, (code, bare: string, letter: string) => {
    const number = numbers[letter];
    if (number) return bare ? String(number(date)) : two(number(date));
    const write = words[letter];
    if (write && !bare) return write(date);
    throw new Error(`strftime_now("${format}"): the code ${code} is not known`);
  });
}
