import { describe, expect, it } from '@jest/globals';
import { DataFormatError } from '@weitiao/core';
import { chatCases, chatTemplateNames, chatTemplateText } from '../__fixtures__/chat-templates.js';
import { JinjaTemplate } from './jinja-template.js';

const { date, cases } = chatCases;
const specials = { bos_token: '<s>', eos_token: '</s>', unk_token: '<unk>', pad_token: '<pad>' };

const rendered = (source: string, variables: Record<string, unknown> = {}) =>
  JinjaTemplate.parse('x.jinja', source).render({ variables, date });

describe.each(chatTemplateNames)('a template as transformers renders it: %s', (name) => {
  const parsed = JinjaTemplate.parse(`${name}.jinja`, chatTemplateText(name));
  const own = cases.filter(({ template }) => template === name);

  it.each(own.map((one, at) => [at, one] as const))(
    'case %i',
    (_, { conversation, variables, generation, text, error }) => {
      const render = () =>
      parsed.render({ variables: { ...specials, tools: null, messages: conversation, add_generation_prompt: generation, ...variables }, date }); // prettier-ignore
      if (error !== undefined) expect(render).toThrow(error);
      else expect(render().text).toBe(text);
    },
  );
});

describe('JinjaTemplate', () => {
  it('tells what the template marks as generated', () => {
    const source = 'a{% generation %}\n{{ x }}b{% endgeneration %}\nc{%- generation -%} d {%- endgeneration %} e';
    expect(rendered(source, { x: '好' })).toEqual({
      text: 'a好bcd e',
      generated: [
        { start: 1, end: 3 },
        { start: 4, end: 5 },
      ],
    });
  });

  it('keeps marks apart from what a conversation holds', () => {
    const x = '\uE000a\uE001\uE001b';
    expect(rendered('{% generation %}{{ x }}{% endgeneration %}!', { x })).toEqual({
      text: `${x}!`,
      generated: [{ start: 0, end: x.length }],
    });
  });

  it('asks no clock for the date', () => {
    const codes = '%Y-%m-%d %B %b %A %a %-d %-m %y %j %e %H:%M:%S %I %p %F 100%%';
    expect(rendered(`{{ strftime_now('${codes}') }}`).text).toBe(
      '2025-03-09 March Mar Sunday Sun 9 3 25 068  9 00:00:00 12 AM 2025-03-09 100%',
    );
    expect(() => rendered('{{ strftime_now("%Q") }}')).toThrow('the code %Q is not known');
  });

  it.each([
    ['{% if x %}a', 1, 12, 'it ends before all its blocks are closed'],
    ['a\n  {% for x in y %}\n{% endif %}', 3, 4, 'Unknown statement type: endif'],
    ['a\n{{ 1 ? 2 }}', 2, 6, 'Unexpected character: ?'],
    ['a\n\n {# never closed', 3, 3, 'Missing end of comment tag'],
    ['{{ a }}\n{% sett b = 1 %}', 2, 4, 'Unknown statement type: sett'],
    ['{{ "it is" }}\n{{ [1, 2 }}', 2, 10, ''],
  ])('says where %j cannot be read', (source, line, column, reason) => {
    const parse = () => JinjaTemplate.parse('x.jinja', source);
    expect(parse).toThrow(DataFormatError);
    expect(parse).toThrow(`x.jinja: the chat template cannot be read, line ${line}, column ${column}: ${reason}`);
  });

  it.each([
    ['a\n  {{ x.y.z() }}', 2, 3],
    [
      '{# {{ }} #}"{"\n{% for m in [1, 2] %}\n  {%- if m == 2 %}{{ "%}" ~ m ~ nothing() }}{% endif %}{% endfor %}',
      3,
      19,
    ],
    ['{% generation %}{% endgeneration %}  {{ none() }}', 1, 38],
    ['{% macro f(a) %}\n{{ a() }}{% endmacro %}\n\n{{ f(1) }}', 2, 1],
    ['{% if false %}{% elif true %}\n{% else %}{% endif %}\n{% for x in 3 %}{% endfor %}', 3, 1],
  ])('says where %j fails', (source, line, column) => {
    expect(() => rendered(source)).toThrow(`x.jinja: the chat template fails, line ${line}, column ${column}: `);
  });

  it('gives the words of a template that refuses', () => {
    expect(() => rendered('\n {{ raise_exception("System role not supported") }}')).toThrow(
      'x.jinja: the chat template refuses this conversation, line 2, column 2: "System role not supported"',
    );
  });

  it.each([
    ['{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}', 'more than 500,000 steps'],
    ['{% for a in range(1000000000) %}{% endfor %}', 'a list of more than 1,000,000 entries'],
    [
      '{% set s = namespace(x="ab") %}{% for a in range(100) %}{% set s.x = s.x ~ s.x %}{% endfor %}{{ s.x }}',
      'a text of more than 16,000,000 characters',
    ],
    [
      '{% set s = namespace(x=[1]) %}{% for a in range(100) %}{% set s.x = s.x + s.x %}{% endfor %}',
      'a list of more than 1,000,000 entries',
    ],
    [
      '{% set s = namespace(x="ab") %}{% for a in range(20) %}{% set s.x = s.x ~ s.x %}{% endfor %}{% for a in range(10000) %}{% set y = s.x | replace("a", "b") %}{% endfor %}',
      'goes through more than 100,000,000 characters',
    ],
    [
      '{% set x = range(500000) %}{% for a in range(10000) %}{% set y = x | list %}{% endfor %}',
      'goes through more than 100,000,000 characters',
    ],
    ['{% macro f(g) %}{{ g(g) }}{% endmacro %}{{ f(f) }}', 'Maximum call stack'],
    ['{{ "a\\nb" | indent(1000000000) }}', 'Invalid string length'],
  ])('stops %j', (source, reason) => {
    const start = performance.now();
    expect(() => rendered(source)).toThrow(reason);
    expect(performance.now() - start).toBeLessThan(60_000);
  });

  it('reads no template of a size that none has', () => {
    expect(() => JinjaTemplate.parse('x.jinja', 'a'.repeat(1_000_001))).toThrow('at most 1,000,000 are read');
  });
});
