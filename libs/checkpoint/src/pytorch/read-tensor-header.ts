import type { SafetensorsHeader } from '../safetensors/header.js';
import { readSafetensorsHeader } from '../safetensors/read-header.js';
import { readTorchHeader } from './read-torch-header.js';

/** What a file says of its tensors and where they lie: safetensors, or with the ending `.bin` a state dict that PyTorch saved. @throws DataFormatError */
export const readTensorHeader = (file: string): Promise<SafetensorsHeader> =>
  file.endsWith('.bin') ? readTorchHeader(file) : readSafetensorsHeader(file);
