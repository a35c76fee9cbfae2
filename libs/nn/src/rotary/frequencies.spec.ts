import { describe, expect, it } from '@jest/globals';
import { frequencies } from './frequencies.js';

const config = { base: 10_000, share: 1, longest: 2048 } as const;

describe('frequencies', () => {
  it('are slowed for every pair alike by linear scaling', () => {
    const plain = frequencies({ ...config, scaling: { rope_type: 'default' } }, 8).angles;
    const slow = frequencies({ ...config, scaling: { rope_type: 'linear', factor: 4 } }, 8).angles;
    expect(plain[0]).toBe(1);
    slow.forEach((angle, pair) => expect(angle).toBeCloseTo(plain[pair]! / 4, 12));
  });

  it('keep short waves and slow long ones by LLaMA 3.1', () => {
    const scaling = { rope_type: 'llama3', factor: 8, low_freq_factor: 1, high_freq_factor: 4 } as const;
    const plain = frequencies({ ...config, scaling: { rope_type: 'default' } }, 64).angles;
    const { angles } = frequencies({ ...config, scaling: { ...scaling, original_max_position_embeddings: 256 } }, 64);
    expect(angles[0]).toBe(plain[0]);
    expect(angles.at(-1)).toBeCloseTo(plain.at(-1)! / 8, 12);
    angles.forEach((angle, pair) => expect(angle).toBeLessThanOrEqual(plain[pair]!));
  });

  it('have a factor on cosines and sines by YaRN, 0.1 ln(factor) + 1 unless the file says otherwise', () => {
    const scaling = { rope_type: 'yarn', factor: 4, truncate: true } as const;
    expect(frequencies({ ...config, scaling }, 64).factor).toBeCloseTo(0.1 * Math.log(4) + 1, 12);
    expect(frequencies({ ...config, scaling: { ...scaling, attention_factor: 1.5 } }, 64).factor).toBe(1.5);
  });

  it('have a divisor for each pair by LongRoPE, the short ones, and a factor that grows with the context', () => {
    const scaling = { rope_type: 'longrope' as const, short_factor: [1, 2], long_factor: [8, 9] };
    const long = { ...config, scaling: { ...scaling, original_max_position_embeddings: 512 } };
    expect(frequencies(long, 4).angles).toEqual([1, 0.005]);
    expect(frequencies(long, 4).factor).toBeCloseTo(Math.sqrt(1 + Math.log(4) / Math.log(512)), 12);
    expect(() => frequencies(long, 8)).toThrow('short_factor of rope_type longrope has 2 numbers, and 4 are wanted');
  });
});
