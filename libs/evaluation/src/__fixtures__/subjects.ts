import type { Conversation, Generation, Subject } from '@weitiao/core';
import { philoxDoubles, randomKey } from '@weitiao/tensor';

export const lastOf = ({ turns }: Conversation): string => turns.at(-1)!.content;

/**
 * Answers by its identity, as a model does: in the last bits also by what it is asked together. Counts what it is asked.
 */
export class PlainSubject implements Subject {
  /** Questions, in the order of asking. */
  readonly asked: string[] = [];

  constructor(
    readonly identity: string,
    private readonly onAnswer: (count: number) => void = () => undefined,
  ) {}

  async *generate(conversations: readonly Conversation[], { seed, temperature }: Generation): AsyncGenerator<string> {
    const together = conversations.map(lastOf);
    for (const question of together) {
      this.note(question);
      yield `${this.identity} ${seed} ${temperature} ${question} ${together.length}`;
    }
  }

  async *score(
    questions: readonly { conversation: Conversation; completions: readonly string[] }[],
  ): AsyncGenerator<readonly number[]> {
    const together = questions.map(({ conversation }) => lastOf(conversation));
    for (const { conversation, completions } of questions) {
      this.note(lastOf(conversation));
      const likely = philoxDoubles(completions.length, randomKey(this.identity, lastOf(conversation)));
      const [bits] = philoxDoubles(1, randomKey(...together));
      yield [...likely].map((value) => -value - 1e-9 * bits!);
    }
  }

  private note(question: string): void {
    this.asked.push(question);
    this.onAnswer(this.asked.length);
  }
}
