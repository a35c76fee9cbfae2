import type { ReportWishes } from '../results/study-results.js';

/** What the numbers mean; the same in every form of the report. */
export const howToRead = ({ correction }: ReportWishes): readonly string[] => [
  'Scores are means in points of 100. ± and [ , ] are 95 % intervals: Wilson’s for right or wrong, Student’s t for graded answers; with several seeds they cover the choice of questions and of seeds.',
  'n counts questions with a graded answer. “Unread” answers could not be graded; they are counted, and are no part of the mean. “Missing” questions have no answer at all.',
  'Differences are paired: the same questions, answered by both arms. One seed: McNemar’s exact test for right or wrong, else a paired bootstrap. Several seeds: a t test over questions and seeds.',
  correction === 'holm'
    ? 'p (Holm) is corrected for the number of tests. All comparisons over whole benchmarks form one family; the comparisons by group form one for each benchmark.'
    : 'No p is corrected for the number of tests, as this study wants it: of 20 comparisons between equal arms about one looks like a difference.',
  `“Higher” and “lower” are said only where the ${correction === 'holm' ? 'corrected p' : 'p'} is below .05 and the interval leaves zero out. “Tie” means that no difference is shown; it does not mean that there is none.`,
  'The smallest difference is the smallest true one that a comparison of this size finds in 80 of 100 cases, tested at 5 % before correction.',
];
