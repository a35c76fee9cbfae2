export { loadedModel, type Architecture, type LoadedModel } from './comparison/loaded-model.js';
export { logitDifference } from './comparison/logit-difference.js';
export { promptLogits, type Prompts } from './comparison/prompt-logits.js';
export { recordedSteps, type Form } from './comparison/recorded-steps.js';
export { savedValues } from './comparison/saved-values.js';
export { worstDifference, type Differing } from './comparison/worst-difference.js';
export { python, runScript, type ScriptResult } from './python.js';
export { repository } from './repository.js';
export { sharedFolder } from './shared-folder.js';
