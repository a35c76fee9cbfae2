import { ModelHub } from '@weitiao/hub';
import type { Console } from '../console.js';
import { downloadTeller } from './download-teller.js';

export interface OfflineOption {
  /** Uses what is here and asks no hub; by `HF_HUB_OFFLINE` when absent. */
  readonly offline?: boolean;
}

/** The hubs as a command uses them: downloads are told on standard error. */
export const hubFor = ({ err }: Console, { offline }: OfflineOption = {}): ModelHub =>
  new ModelHub({ tell: downloadTeller(err), ...(offline && { offline }) });
