import { readFileSync } from 'node:fs';

/** The largest resident memory that this process ever had (VmHWM of the Linux kernel), in MB; NaN on other systems. */
export function peakMegabytes(): number {
  try {
    const found = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return found ? Number(found[1]) / 1024 : NaN;
  } catch {
    return NaN;
  }
}
