/**
 * How frozen weights are held. `bfloat16` halves what matrices take and changes no number: one that bfloat16 has not keeps its matrix in float32.
 * `bfloat16-rounded` rounds such numbers to the nearest.
 */
export const weightStorages = ['float32', 'bfloat16', 'bfloat16-rounded'] as const;
export type WeightStorage = (typeof weightStorages)[number];
