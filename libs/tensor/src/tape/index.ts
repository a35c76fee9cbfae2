export { customGradient, type Gradient } from './custom-gradient.js';
export { gradients } from './gradients.js';
export { isRecording, needsGradient, withoutTape } from './recording.js';
