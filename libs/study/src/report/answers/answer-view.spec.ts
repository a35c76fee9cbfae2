/// <reference lib="dom" />
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import { page } from '../page/page.js';
import { reportOf } from '../report.js';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';

let document: Document;

beforeAll(() => {
  const source = page(reportOf(syntheticStudy()));
  document = parseHTML(source).document as unknown as Document;
  document.querySelectorAll('select').forEach(withValue);
  // The script as it stands in the page, and nothing around it.
  const [script] = Array.from(document.querySelectorAll('script')).filter((element) => !element.getAttribute('type'));
  new Function('document', script!.textContent!)(document);
});

/** linkedom's selects have no value that can be set: a browser's is that of the first option until one is chosen. */
function withValue(select: HTMLSelectElement): void {
  let chosen: string | undefined;
  const first = () => select.querySelector('option')?.getAttribute('value') ?? '';
  Object.defineProperty(select, 'value', { get: () => chosen ?? first(), set: (value: string) => (chosen = value) });
}

const control = <T extends HTMLElement = HTMLInputElement>(name: string) =>
  document.querySelector<T>(`[data-answers="${name}"]`)!;
const items = () => Array.from(control('list').querySelectorAll('article'));
const status = () => control('status').textContent;

/** Chooses an option by its text, as a reader does. */
function select(name: string, text: string): void {
  const options = Array.from(control<HTMLSelectElement>(name).querySelectorAll('option'));
  control(name).value = options.find((option) => option.textContent === text)!.getAttribute('value')!;
  control(name).dispatchEvent(new (document.defaultView as any).Event('change'));
}
const click = (name: string) => control(name).dispatchEvent(new (document.defaultView as any).Event('click'));

describe('the view of answers', () => {
  it('shows one page of questions with the answers of all arms', () => {
    expect(items()).toHaveLength(20);
    expect(items()[0]!.querySelectorAll('.answer')).toHaveLength(4);
    expect(status()).toBe('1–20 of 160 chosen, 160 in all; page 1 of 8');
  });

  it('turns pages', () => {
    click('next');
    expect(status()).toMatch(/^21–40 of 160/);
    expect(items()[0]!.querySelector('h3')!.textContent).toContain('医学/21');
    click('previous');
    expect(status()).toMatch(/^1–20 of 160/);
  });

  it('filters by category and by who wins', () => {
    select('category', '法律');
    expect(status()).toMatch(/ of 40 chosen/);
    expect(items().every((item) => item.textContent!.includes('法律'))).toBe(true);
    select('wins', 'lora beats untuned');
    const shown = items().map((item) => Array.from(item.querySelectorAll('.answer')).map((arm) => arm.className));
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThan(20);
    select('wins', 'whoever wins');
    select('category', 'all categories');
    select('wins', 'an answer could not be graded');
    expect(status()).toMatch(/^1–4 of 4 chosen/);
  });

  it('shows text of data as text', () => {
    expect(items()[0]!.textContent).toContain('</script><script>alert("answer")</script>');
    expect(control('list').querySelectorAll('script')).toHaveLength(0);
  });

  it('changes the benchmark', () => {
    select('benchmark', 'belle-eval 2 · judge-reference');
    expect(status()).toBe('1–20 of 40 chosen, 40 in all; page 1 of 2');
    expect(items()[0]!.querySelector('.note')!.textContent).toBe('得分: 0');
  });
});
