/** How long to train: passes over the data (also parts of one), optimiser steps, or trained tokens. */
export type Budget = { readonly epochs: number } | { readonly steps: number } | { readonly tokens: number };
