/** What there is to tell while files come. */
export type HubEvent =
  /** Sizes are of what is missing, in bytes. */
  | {
      readonly type: 'download-start';
      readonly repository: string;
      readonly commit: string;
      readonly files: number;
      readonly bytes: number;
      readonly present: number;
      readonly folder: string;
    }
  | { readonly type: 'download-progress'; readonly repository: string; readonly done: number; readonly bytes: number }
  | { readonly type: 'file-end'; readonly repository: string; readonly file: string; readonly size: number }
  | { readonly type: 'retry'; readonly file: string; readonly reason: string; readonly waitMs: number }
  | { readonly type: 'download-end'; readonly repository: string; readonly commit: string; readonly folder: string }
  | { readonly type: 'note'; readonly message: string };
