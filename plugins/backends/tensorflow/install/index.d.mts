/** An engine that can be loaded. */
export interface FoundEngine {
  /** `own`: a binary that tfjs-node's install script or the user put there. */
  readonly variant: 'cpu' | 'cuda' | 'published' | 'own';
  readonly folder: string;
  /** Absent for `own`. */
  readonly manifest?: Manifest;
}

export interface Manifest {
  /** E.g. `TensorFlow 2.21.0`. */
  readonly library: string;
  readonly route: string;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

export interface InstallOptions {
  /** Told of progress, a line a time; stderr when absent. */
  readonly tell?: (line: string) => void;
  readonly signal?: AbortSignal;
  /** Builds the engine anew, and tries again what failed before. */
  readonly force?: boolean;
}

/** A failure that the user can do something about. */
export declare class EngineError extends Error {
  constructor(message: string, exitCode?: EngineError['exitCode'], options?: ErrorOptions);
  /** 69 unavailable, 70 defect, 74 cannot write, 75 interrupted. */
  readonly exitCode: 69 | 70 | 74 | 75;
}

export declare function cacheFolder(environment?: NodeJS.ProcessEnv): string;
export declare function changedFiles(folder: string, manifest: Manifest): Promise<string[]>;
export declare function findEngine(): FoundEngine | undefined;
export declare function findTools(): Promise<{ python: string | undefined; compiler: string | undefined }>;
export declare function installEngine(options?: InstallOptions): Promise<FoundEngine>;
export declare function linkEngine(engine: FoundEngine): void;
export declare function missingTools(tools: { python: string | undefined; compiler: string | undefined }): string[];
export declare function tfjsPackage(): { name: string; version: string; folder: string; napi: number };
export declare function withLock<T>(
  folder: string,
  work: () => Promise<T>,
  options?: { waiting?: (owner: string) => void; signal?: AbortSignal },
): Promise<T>;
export declare function runCommand(
  program: string,
  args: readonly string[],
  options?: { folder?: string; environment?: NodeJS.ProcessEnv; signal?: AbortSignal; onLine?: (line: string) => void },
): Promise<{ code: number; output: string; errors: string }>;
