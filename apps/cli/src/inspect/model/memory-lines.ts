import type { MemoryFacts } from './memory-facts.js';
import { toldBytes } from './model-lines.js';

/** What the memory of a machine is asked for, part by part, and the verdict. */
export function memoryLines(facts: MemoryFacts): string[] {
  const { training, cache, engine, needed, free, microBatch, maxLength } = facts;
  if (!Number.isFinite(needed))
    return ['memory: the roles of its layers do not tell what they keep; none is estimated'];
  const batch = `${microBatch} × ${maxLength} tokens`;
  const unsure = facts.weights === 'bfloat16' && facts.halves !== 'bfloat16';
  const storage = unsure ? 'bfloat16 where it has all their numbers, else twice as much' : facts.weights;
  const how = `weights ${storage}${facts.recompute ? ', recompute' : ''}`;
  const parts: readonly (readonly [what: string, bytes: number])[] = training
    ? [
        ['frozen weights', training.frozenWeights],
        ['trained values', training.trained],
        ['their gradients', training.gradients],
        ['moments of AdamW', training.moments],
        ['activations', training.activations],
        ['engine', engine],
      ]
    : [
        ['weights', needed - cache - engine],
        ['keys and values', cache],
        ['engine', engine],
      ];
  const head = training ? `memory of training, ${facts.method} on ${batch}` : `memory of generating, ${batch}`;
  return [
    `${head} (estimated; ${how}):`,
    ...parts.map(([what, bytes]) => `  ${what.padEnd(17)}${toldBytes(bytes).padStart(9)}`),
    ...(training ? [`  (keys and values${toldBytes(cache).padStart(10)}, while as much is generated)`] : []),
    `${toldBytes(needed)} at its most, ${toldBytes(free)} free on this machine: ${verdict(facts)}`,
  ];
}

function verdict({ fits, needed, free, halves, instead }: MemoryFacts): string {
  if (fits) return needed > 0.9 * free ? 'it just fits; an estimate may be off by a third' : 'it fits';
  if (instead.length === 0)
    return `IT DOES NOT FIT, also not with --recompute, --weights ${halves} and --micro-batch 1`;
  const ways = instead.map(({ options, needed: less }) => `${options} (${toldBytes(less)})`);
  return `IT DOES NOT FIT; it would with ${ways.join(', or ')}`;
}
