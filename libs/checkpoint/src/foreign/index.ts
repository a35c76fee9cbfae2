export { adapterHubType } from './adapter-hub-config.js';
export { folderForm, tensorFileIn, type FolderForm } from './folder-form.js';
