export { told as toldBytes } from './download/check-disk.js';
export type { HubEvent } from './download/hub-event.js';
export {
  ModelHub,
  type HubOptions,
  type LocateModelOptions,
  type LocateOptions,
  type Located,
  type Preview,
} from './model-hub.js';
export type { RemoteModel } from './remote/remote-model.js';
export type { RemoteBytes } from './remote/remote-bytes.js';
export { written as writtenReference, type HubName, type HubReference } from './reference/hub-reference.js';
export { parseReference } from './reference/parse-reference.js';
export { isPath } from './reference/is-path.js';
export { resolveModelFolder } from './resolve-model-folder.js';
export { hubSettings, type HubAccess, type HubSettings } from './settings/hub-settings.js';
