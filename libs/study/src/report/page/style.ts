import { Html } from './html.js';

/** Light and dark, wide and narrow, screen and paper. */
export const style = new Html(`
:root { color-scheme: light dark; --ink: #1c1e21; --soft: #5c636b; --line: #d5d9de; --paper: #ffffff; --panel: #f5f6f8; --link: #0b57a4;
  --higher: #0a6b3d; --lower: #a8321a; --failed: #a8321a;
  --arm-0: #5a5a5a; --arm-1: #0072b2; --arm-2: #d55e00; --arm-3: #009e73; --arm-4: #b8578f; --arm-5: #a37c00; --arm-6: #3d9bd1; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #e4e6e9; --soft: #a3abb4; --line: #3a4048; --paper: #15181c; --panel: #1e2227; --link: #7fb8f0;
  --higher: #62c793; --lower: #f0907a; --failed: #f0907a;
  --arm-0: #b4b4b4; --arm-1: #5ab4ec; --arm-2: #f58b3c; --arm-3: #3cc79d; --arm-4: #e08bbb; --arm-5: #d9b23c; --arm-6: #9fd0f2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .4rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 .8rem; padding-top: .6rem; border-top: 2px solid var(--ink); }
h3 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
.item h3, .item h4 { margin: 0; font-size: .95rem; }
.question { font-size: 1.15rem; margin: 0 0 1rem; }
.facts { color: var(--soft); margin: 0; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: 1rem 0 0; padding: 0; }
.findings { list-style: none; padding: 0; } .findings li { display: grid; grid-template-columns: 5.5rem 1fr; gap: .6rem; margin: .5rem 0; align-items: baseline; }
.verdict { border: 1px solid currentColor; border-radius: 4px; text-align: center; font-size: .82rem; padding: .05rem .3rem; }
.higher { color: var(--higher); font-weight: 600; } .lower { color: var(--lower); font-weight: 600; } .failed { color: var(--failed); font-weight: 600; }
.tie, .untested { color: var(--soft); }
.caveat { border-left: 3px solid var(--lower); background: var(--panel); padding: .6rem .9rem; margin: 1rem 0; }
.scroll { overflow-x: auto; } .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; border-top: 1.5px solid var(--ink); border-bottom: 1.5px solid var(--ink); min-width: 60%; }
th, td { padding: .32rem .7rem; vertical-align: top; text-align: left; overflow-wrap: normal; }
th:first-child { padding-left: .2rem; }
thead th { border-bottom: 1px solid var(--ink); vertical-align: bottom; font-weight: 600; }
th.left, td.left { min-width: 5rem; max-width: 26rem; } tbody th { font-weight: 400; position: sticky; left: 0; background: var(--paper); min-width: 4.5rem; max-width: 14rem; } tbody tr + tr > * { border-top: 1px solid var(--line); }
.right { text-align: right; } td.right, .short { white-space: nowrap; }
figure { margin: 1.2rem 0 1.6rem; } figcaption { color: var(--soft); font-size: .85rem; margin-bottom: .4rem; }
figure svg { display: block; max-width: 100%; height: auto; overflow: visible; } .narrow { display: none; }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; margin: 0 0 .3rem; padding: 0; font-size: .9rem; }
details { margin: 1rem 0; } summary { cursor: pointer; font-weight: 600; }
pre { background: var(--panel); padding: .8rem; overflow: auto; max-height: 32rem; font-size: .8rem; line-height: 1.4; white-space: pre-wrap; }
.controls, .pager { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; margin: .6rem 0; font-size: .9rem; }
.controls label { display: grid; gap: .15rem; color: var(--soft); max-width: 100%; } .pager { align-items: center; } .pager p { margin: 0; color: var(--soft); }
select, input, button { font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .35rem .5rem; max-width: 100%; }
input[type=number] { width: 5rem; } .controls select, .controls input { height: 2.3rem; } button:disabled { opacity: .45; }
.item { border-top: 1px solid var(--line); padding: 1rem 0; } .item h3 { color: var(--soft); font-weight: 600; font-size: .85rem; }
.text { white-space: pre-wrap; margin: .3rem 0; max-height: 24rem; overflow: auto; } .label { color: var(--soft); font-size: .82rem; margin: .35rem 0 0; } .note { color: var(--soft); font-size: .85rem; }
.answers { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr)); gap: .7rem; margin-top: .6rem; }
.answer { background: var(--panel); border-left: 3px solid var(--line); padding: .5rem .7rem; min-width: 0; } .answer.best { border-left-color: var(--higher); }
@media (max-width: 760px) { body { padding: 1.2rem 1rem 3rem; } h1 { font-size: 1.5rem; } .wide { display: none; } .narrow { display: block; }
  th.short { white-space: normal; min-width: 6.5rem; }
  .findings li { grid-template-columns: 1fr; gap: .1rem; } .verdict { justify-self: start; padding: .05rem .6rem; } }
@media print { :root { color-scheme: light; } body { max-width: none; padding: 0; font-size: 10pt; } nav, #answers { display: none; } .wide { display: block; } .narrow { display: none; }
  .scroll { overflow: visible; } tbody th { position: static; } table { font-size: 8pt; } figure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; } pre { max-height: none; } details::details-content { content-visibility: visible; block-size: auto; } }
`);
