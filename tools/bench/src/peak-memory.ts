import { readFileSync } from 'node:fs';

/** The largest resident memory that this process ever had (VmHWM of the Linux kernel), in MB; NaN on other systems. */
export const peakMegabytes = (): number => megabytes('VmHWM');

/** Resident memory now (VmRSS), in MB; NaN on other systems. */
export const residentMegabytes = (): number => megabytes('VmRSS');

function megabytes(field: 'VmHWM' | 'VmRSS'): number {
  try {
    const found = new RegExp(`^${field}:\\s*(\\d+) kB$`, 'm').exec(readFileSync('/proc/self/status', 'utf8'));
    return found ? Number(found[1]) / 1024 : NaN;
  } catch {
    return NaN;
  }
}
