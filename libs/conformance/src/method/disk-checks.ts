import type { MethodCheck } from './subject.js';

export const diskChecks: readonly MethodCheck[] = [];
