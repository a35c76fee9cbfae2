import type { SpecialToken } from '@weitiao/tokenizer';
import type { ArchitectureFacts } from './architecture-facts.js';
import type { DownloadFacts } from './model-place.js';
import type { StoredFacts } from './stored-facts.js';
import type { TemplateFacts, TokenizerFacts } from './tokenizer-facts.js';

const told = (count: number): string => count.toLocaleString('en');

export const toldBytes = (bytes: number): string =>
  bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;

export function architectureLines(facts: ArchitectureFacts): string[] {
  const { parameters, layers, heads, keyValueHeads, headWidth, context } = facts;
  const { total, embedding, perLayer } = parameters;
  const head = facts.tiedHead ? 'the head is the embedding' : 'a head of its own';
  return [
    `${told(total)} parameters: ${told(embedding)} embedding, ${told(perLayer)} a layer, ${told(total - embedding - layers * perLayer)} besides · ${head}`,
    `width ${told(facts.width)} · ${layers} layers · ${heads === undefined ? '' : `${heads} heads of ${headWidth} · `}keys and values: ${keyValueHeads} heads of ${headWidth} · vocabulary ${told(facts.vocabulary)}`,
    `positions: ${facts.positions}${context === undefined ? '' : ` · made for ${told(context)} tokens`}`,
  ];
}

export function storedLine({ files, bytes, types, fault, unknown }: StoredFacts): string {
  if (unknown !== undefined) return `weights: nothing is known of them: ${unknown}`;
  if (files === 0) return `weights: none that can be read: ${fault}`;
  const kinds = Object.entries(types).map(([type, size]) =>
    Object.keys(types).length === 1 ? type : `${type} ${toldBytes(size)}`,
  );
  const where = `weights: ${toldBytes(bytes)} of ${kinds.join(' · ')} in ${files} ${files === 1 ? 'file' : 'files'}`;
  return fault === undefined ? where : `${where}, which cannot be loaded: ${fault}`;
}

/** What loading it would bring from its hub. */
export function downloadLine({ files, bytes }: Partial<DownloadFacts> = {}): string {
  if (files === undefined || bytes === undefined) return 'download: its size is not known';
  if (files === 0) return 'download: nothing, all of it is here';
  return `download: ${files} ${files === 1 ? 'file' : 'files'}, ${toldBytes(bytes)}`;
}

export function tokenizerLine(facts: TokenizerFacts, rows: number): string {
  const { kind, vocabulary, fits, endOfText, beginOfText, pad, beforeText = [], fault } = facts;
  if (vocabulary === undefined) return `tokenizer: none that can be read: ${fault}`;
  const fit = fits ? '' : ': MORE THAN THE EMBEDDING HAS ROWS, it is of another checkpoint';
  const special = (token: SpecialToken | undefined) => (token ? `${token.text} (${token.id})` : 'none');
  const before = beforeText.length === 0 ? 'nothing' : beforeText.join(', ');
  return (
    `tokenizer: ${kind}, ${told(vocabulary)} ids for ${told(rows)} rows${fit} · end of text ${special(endOfText)} · ` +
    `begin ${special(beginOfText)} · padding ${special(pad)} · in front of every text ${before}`
  );
}

export function templateLine(facts: TemplateFacts | undefined): string {
  if (!facts) return 'chat template: none; give a template by name';
  const names = facts.names ? `, ${facts.names.join(' and ')}` : '';
  return `chat template: ${told(facts.characters)} characters of ${facts.file}${names}`;
}

export const generationLine = (facts: Readonly<Record<string, unknown>>): string =>
  `generation: ${Object.keys(facts).length === 0 ? 'no defaults of its publisher' : JSON.stringify(facts)}`;
