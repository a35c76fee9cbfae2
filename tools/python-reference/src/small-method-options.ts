const everywhere = { targetModules: 'all-linear' };

/** What a method is told on a tiny model; one that is not named is asked for its own defaults. */
export const smallMethodOptions: Readonly<Record<string, object>> = {
  lora: { ...everywhere, rank: 2 },
  dora: { ...everywhere, rank: 2 },
  adalora: { ...everywhere, initialRank: 2, targetRank: 1, initialSteps: 0, finalSteps: 0 },
  hira: { ...everywhere, rank: 2 },
  ia3: everywhere,
  vera: { ...everywhere, rank: 2 },
  oft: { ...everywhere, blockSize: 4 },
  miss: { ...everywhere, rank: 2 },
  'prompt-tuning': { virtualTokens: 3 },
  'prefix-tuning': { virtualTokens: 3 },
  'p-tuning': { virtualTokens: 3, encoderWidth: 4 },
  'sadapter-h': { bottleneck: 2 },
  'sadapter-p': { bottleneck: 2 },
  'p-adapter': { bottleneck: 2 },
  freeze: { layers: 1 },
};
