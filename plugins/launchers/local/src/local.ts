import { defineLauncher } from '@weitiao/core';
import { z } from 'zod';
import { EventQueue } from './event-queue.js';
import { Worker } from './worker.js';

/** Child processes of this one. */
export const local = defineLauncher({
  name: 'local',
  options: z.strictObject({
    maxParallel: z
      .int()
      .positive()
      .default(1)
      .describe('Trials at a time; each computes with the threads of the study.'),
    retries: z
      .int()
      .nonnegative()
      .default(3)
      .describe('How often a trial is started again that was interrupted or crashed.'),
  }),
  async *launch(trials, { maxParallel, retries }, services) {
    const events = new EventQueue();
    const waiting = [...trials];
    const workers = Array.from({ length: Math.min(maxParallel, trials.length) }, () =>
      new Worker({ waiting, retries, services, tell: (event) => events.push(event) }).run(),
    );
    const all = Promise.all(workers).then(
      () => events.end(),
      (error: unknown) => events.fail(error),
    );
    yield* events;
    await all;
  },
});
