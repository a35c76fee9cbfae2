/// <reference lib="dom" />
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseHTML } from 'linkedom';
import type { StudyResults } from '../../results/study-results.js';
import { reportOf } from '../report.js';
import { syntheticStudy } from '../__fixtures__/synthetic-study.js';
import { embeddedJson, html } from './html.js';
import { page } from './page.js';

const hostile = `"><script>alert('x')</script><img src=x onerror=alert(1)>&amp;</style></textarea><!--`;

/** Every text of the results made hostile. */
function poisoned(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return key === 'status' ? value : `${value}${hostile}`;
  if (Array.isArray(value)) return value.map((entry) => poisoned(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [
      key === 'evaluations' ? name + hostile : name,
      poisoned(entry, name),
    ]),
  );
}

let source: string;
let document: Document;

beforeAll(() => {
  const { baseline, ...study } = syntheticStudy(8);
  source = page(reportOf({ ...(poisoned(study) as StudyResults), baseline: baseline + hostile }));
  document = parseHTML(source).document as unknown as Document;
});

describe('html', () => {
  it('escapes values, lists of values and attributes, and leaves markup of its own', () => {
    expect(html`<p title="${'"<&>\''}">${['a<b', html`<b>${1}</b>`]}${undefined}</p>`.source).toBe(
      '<p title="&quot;&lt;&amp;&gt;&#39;">a&lt;b<b>1</b></p>',
    );
  });

  it('embeds JSON that cannot end its element and reads as it was', () => {
    const value = { text: `</script><!--\u2028${hostile}` };
    expect(embeddedJson(value).source).not.toMatch(/<|\u2028/);
    expect(JSON.parse(embeddedJson(value).source)).toEqual(value);
  });
});

describe('the page', () => {
  it('has no element and no attribute from the data', () => {
    expect(document.querySelectorAll('img, textarea')).toHaveLength(0);
    expect(document.querySelectorAll('[onerror]')).toHaveLength(0);
    // Two benchmarks as JSON, and the script that shows them.
    expect(document.querySelectorAll('script')).toHaveLength(3);
    expect(source).not.toContain("<script>alert('x')");
    expect(source).not.toContain('<img');
  });

  it('shows the text of the data as it is', () => {
    expect(document.querySelector('h1')!.textContent).toBe(`sadapter-h-or-lora${hostile}`);
    expect(document.querySelector('#holes td.failed')!.textContent!.trim()).toBe('failed, exit 65');
    expect(document.querySelector('#holes tbody')!.textContent).toContain(`row 318${hostile}`);
    expect(document.querySelector('#manifest pre')!.textContent).toContain('清单');
  });

  it('describes every plot in words, wide and narrow', () => {
    expect(document.querySelectorAll('svg').length).toBeGreaterThan(4);
    expect(
      document.querySelectorAll('[role="img"][aria-label*="95 %"] svg, [role="img"][aria-label^="Loss"] svg'),
    ).toHaveLength(document.querySelectorAll('svg').length);
    expect(document.querySelectorAll('.wide svg')).toHaveLength(document.querySelectorAll('.narrow svg').length);
  });

  it('gives every link of its contents something to go to', () => {
    const links = Array.from(document.querySelectorAll('nav a')).map((link) => link.getAttribute('href')!.slice(1));
    expect(links.filter((id) => document.getElementById(id))).toEqual(links);
  });
});
