export { kernels, useKernels, type Kernels, type OrthogonalTriangular, type SingularValues } from './engine/kernels.js';
export { portableKernels } from './engine/portable-kernels.js';
export { engineInUse, startEngine } from './engine/start.js';
export * from './numerics/index.js';
export * from './operations.js';
export { bytesOfStored, canPack, PackedMatrix, widened, type Stored } from './packed/packed-matrix.js';
export * from './random/index.js';
export { dispose, keep, scope, scopeAsync, tensorsAlive } from './scope.js';
export * from './tape/index.js';
