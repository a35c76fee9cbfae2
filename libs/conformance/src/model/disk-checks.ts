import type { ModelCheck } from './subject.js';

export const diskChecks: readonly ModelCheck[] = [];
