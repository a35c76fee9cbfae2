import { OptionsError } from '@weitiao/core';
import { atItsPlace } from './at-its-place.js';
import type { SourceText } from './source-text.js';
import { trialOptions, type TrialOptions } from './trial-file.js';

/** @throws WeitiaoError (64) that names file, line, column and key, and for an unknown key the nearest */
export const parseTrial = (source: SourceText): Promise<TrialOptions> =>
  atItsPlace(source, [], () => {
    const input = source.value;
    const parsed = trialOptions.safeParse(input);
    if (!parsed.success) throw OptionsError.from('A trial file', trialOptions, input, parsed.error);
    return parsed.data;
  });
