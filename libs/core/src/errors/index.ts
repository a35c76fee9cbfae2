export { CannotWriteError } from './cannot-write-error.js';
export { DataFormatError } from './data-format-error.js';
export { didYouMean, nearest } from './nearest.js';
export { OptionsError } from './options-error.js';
export { StudyError } from './study-error.js';
export { UnavailableError } from './unavailable-error.js';
export { UnreadableTextError } from './unreadable-text-error.js';
export { exitCodes, WeitiaoError, type ExitCode } from './weitiao-error.js';
