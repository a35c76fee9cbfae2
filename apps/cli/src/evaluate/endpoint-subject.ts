import { createHash } from 'node:crypto';
import { StudyError, WeitiaoError, type Conversation, type Generation, type Subject } from '@weitiao/core';
import openai from '@weitiao/judge-openai';

export interface EndpointSpec {
  readonly url: string;
  readonly model: string;
  /** `$NAME` of the environment variable that holds it. */
  readonly key?: string;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** A model behind an OpenAI-compatible address. It writes texts; likelihoods it does not tell. Each question is one message. */
export class EndpointSubject implements Subject {
  readonly identity: string;

  constructor(private readonly spec: EndpointSpec) {
    this.identity = createHash('sha256').update(`endpoint\0${spec.url}\0${spec.model}`).digest('hex');
    this.client({ maxNewTokens: 1, temperature: 0, seed: 1 });
  }

  /** Whether it is there and takes the key: told at once, and not after minutes of retries. @throws UnavailableError */
  async check(): Promise<void> {
    const client = this.client({ maxNewTokens: 1, temperature: 0, seed: 1 });
    await client.check?.({ signal: this.spec.signal }).catch(renamed);
  }

  async *generate(conversations: readonly Conversation[], options: Generation): AsyncGenerator<string> {
    const { signal } = this.spec;
    const client = this.client(options);
    const texts = conversations.map(async (conversation) => {
      const marking = client.mark({ prompt: messageOf(conversation), question: '', answer: '' }, { signal });
      return (await marking.catch(renamed)).verdict;
    });
    // Answers are read in their order; an error of a later one must not go unhandled until then.
    for (const text of texts) text.catch(() => undefined);
    for (const text of texts) yield await text;
  }

  /** The client that judges ask with: what it takes for a verdict is the text of the answer, untouched. */
  private client({ maxNewTokens, temperature, seed }: Generation) {
    const { url, model, key, concurrency } = this.spec;
    const asking = { url, model, concurrency, system: '', maxTokens: maxNewTokens, temperature };
    try {
      return openai({ ...asking, ...(key !== undefined && { key }), ...(temperature > 0 && { seed }) });
    } catch (error) {
      return renamed(error);
    }
  }
}

function messageOf({ turns }: Conversation): string {
  const [turn] = turns;
  if (turns.length !== 1 || turn?.role !== 'user')
    throw new StudyError(
      `An endpoint is asked single messages here, and a question has ${turns.length} turns. Ask a model folder.`,
    );
  return [turn.content, turn.input].filter(Boolean).join('\n');
}

/** Nobody has named a judge here. */
function renamed(error: unknown): never {
  if (!WeitiaoError.isInstance(error)) throw error;
  const message = error.message
    .replaceAll('judge openai', 'endpoint')
    .replaceAll('verdict', 'answer')
    .replaceAll('what is marked', 'what is answered');
  throw new WeitiaoError(message, error.exitCode, { cause: error });
}
