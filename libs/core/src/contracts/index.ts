export type * from './adapter.js';
export type * from './base-model.js';
export type * from './layout.js';
export type * from './parameter.js';
export type * from './pass.js';
export type * from './site.js';
