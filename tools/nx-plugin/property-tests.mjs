/**
 * Property tests draw the same examples each time, so that a change is told by its own faults. To look further:
 *
 *     WEITIAO_PROPERTY_SEED=$RANDOM WEITIAO_PROPERTY_RUNS=5000 npm test -- data
 *
 * A test that names a seed or a number of runs of its own keeps them.
 */
import fc from 'fast-check';

const { WEITIAO_PROPERTY_SEED: seed = '1', WEITIAO_PROPERTY_RUNS: runs = '100' } = process.env;
fc.configureGlobal({ seed: Number(seed), numRuns: Number(runs) });
