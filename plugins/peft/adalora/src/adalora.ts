import { targetLinears, trainedBase } from '@weitiao/adapters';
import { definePeftMethod, StudyError, tap, type Adapter } from '@weitiao/core';
import { add, affine, mul } from '@weitiao/tensor';
import { adaloraFile, withoutPruned } from './adalora-file.js';
import { adaloraOptions, type AdaloraOptions } from './adalora-options.js';
import { keepPruned, prune, remember, type Layer } from './allocate.js';
import { checkSchedule, decisionAt } from './budget.js';
import { orthogonality } from './orthogonality.js';
import { memoryOf, parametersOfMemory, tripletsOf } from './triplets.js';

/**
 * AdaLoRA (Zhang et al. 2023, arXiv 2303.10512): y = W x + b + alpha / r₀ · P Λ Q dropout(x), with a penalty that keeps P and Q orthogonal, and ranks that are
 * allotted by importance while it trains. `as-published` is what the study ran: the same without the allocator.
 */
export const adalora = definePeftMethod({
  name: 'adalora',
  options: adaloraOptions,
  size: 'initialRank',
  attach(model, options): Adapter {
    const { initialRank, targetRank, alpha, dropout, rankPattern, variant } = options;
    if (targetRank > initialRank)
      throw new StudyError(`targetRank is ${targetRank}, above initialRank ${initialRank}: AdaLoRA takes ranks away.`);
    const sites = targetLinears(model, options);
    const scale = alpha / (initialRank + 1e-5);
    const isPruning = variant === 'true' && rankPattern === undefined;
    const layers = sites.map((site) => {
      const rank = rankPattern?.[`${site.path}.lora_E`]?.filter(Boolean).length ?? initialRank;
      const triplets = tripletsOf(site, rank);
      return { site, rank, triplets, memory: memoryOf(triplets) };
    });
    const taps = layers.map(({ site, rank, triplets, memory }) => {
      const own = { ...(isPruning && parametersOfMemory(memory)), ...triplets };
      return tap(site, own, (input, next, { down, up, strengths }, pass) => {
        if (rank === 0) return next(input);
        const narrow = affine(pass.dropout(input, dropout, site.path), mul(down, strengths));
        return add(next(input), affine(mul(scale, narrow), up));
      });
    });
    const base = trainedBase(model, sites, options);
    return {
      ...base,
      taps: [...taps, ...base.taps],
      penalty: orthogonality(
        layers.filter(({ rank }) => rank > 0).map(({ triplets }) => triplets),
        options.orthogonality,
      ),
      ...(isPruning && { afterStep: allocator(layers, options) }),
    };
  },
  file: adaloraFile,
  written(options, given) {
    const { pattern, tensors } = withoutPruned(given);
    return { options: { ...options, ...(pattern && { rankPattern: pattern }) }, tensors };
  },
});

/** After every step: what is important is remembered, and where the schedule says so the least important triplets are set to zero. */
function allocator(layers: readonly Layer[], options: AdaloraOptions): NonNullable<Adapter['afterStep']> {
  const { initialRank, targetRank, importanceSmoothing, uncertaintySmoothing } = options;
  const smoothing = { importance: importanceSmoothing, uncertainty: uncertaintySmoothing };
  return (step, gradients, values, stepsOfRun) => {
    const schedule = { ...options, totalSteps: options.totalSteps ?? stepsOfRun };
    checkSchedule(schedule);
    const decision = decisionAt(step, schedule, initialRank * layers.length, targetRank * layers.length);
    if (step < schedule.totalSteps - schedule.finalSteps)
      layers.forEach((layer) => remember(layer, gradients, values, smoothing));
    if (decision === 'keep') layers.forEach((layer) => keepPruned(layer, values));
    else if (decision) prune(layers, decision.prune, values);
  };
}
