import { lowRankFile } from '@weitiao/adapters';
import type { PeftFile } from '@weitiao/core';

/** LoRA as peft writes it down (LoraConfig). How it started and at which rates it learned is not in the file. */
export const loraFile: PeftFile = { ...lowRankFile, fixed: { use_dora: false, lora_bias: false } };
