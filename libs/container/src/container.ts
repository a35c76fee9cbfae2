// tsyringe throws on import unless a reflection polyfill is there, although nothing here uses decorators.
import 'reflect-metadata';
import { container as root, type DependencyContainer } from 'tsyringe';
import { exitCodes, WeitiaoError } from '@weitiao/core';
import type { Token } from './token.js';

type Owned = Disposable | AsyncDisposable;

/**
 * Holds what a run works with, by token, and owns what must be freed. A child sees all that its parents hold; what it
 * adds and owns is its own. Disposing frees in reverse order, children before their parent.
 */
export class Container implements AsyncDisposable {
  private readonly owned: Owned[] = [];
  private readonly tokens: symbol[] = [];
  private disposed = false;

  private constructor(
    private readonly registry: DependencyContainer,
    private readonly parent?: Container,
  ) {}

  /** A container of its own; nothing is shared between two of them. */
  static create(): Container {
    return new Container(root.createChildContainer());
  }

  /** A container for one trial. It is disposed with this one at the latest. */
  child(): Container {
    return this.own(new Container(this.registry.createChildContainer(), this));
  }

  /** @throws WeitiaoError when this container holds something of that name already: two would silently shadow each other */
  register<T>(token: Token<T>, value: T): T {
    if (this.registry.isRegistered(token.symbol)) throw defect(`"${token.symbol.description}" is registered twice`);
    this.registry.register(token.symbol, { useValue: value });
    this.tokens.push(token.symbol);
    return value;
  }

  /** @throws WeitiaoError that lists what there is */
  resolve<T>(token: Token<T>): T {
    if (this.registry.isRegistered(token.symbol, true)) return this.registry.resolve<T>(token.symbol);
    throw defect(
      `nothing is registered as "${token.symbol.description}"; there is: ${this.names().join(', ') || 'nothing'}`,
    );
  }

  /** Frees `resource` when this container is disposed. */
  own<T extends Owned>(resource: T): T {
    if (this.disposed) throw defect('this container is disposed already');
    this.owned.push(resource);
    return resource;
  }

  /** Frees everything, also when one of them fails; the first failure is thrown at the end. Safe to call twice. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
    const failures: unknown[] = [];
    for (const resource of this.owned.splice(0).reverse()) {
      try {
        await (Symbol.asyncDispose in resource ? resource[Symbol.asyncDispose]() : resource[Symbol.dispose]());
      } catch (error) {
        failures.push(error);
      }
    }
    await this.registry.dispose();
    if (failures.length > 0) throw failures[0];
  }

  private names(): string[] {
    return [...this.tokens.map((symbol) => `"${symbol.description}"`), ...(this.parent?.names() ?? [])];
  }
}

const defect = (message: string) => new WeitiaoError(`Container: ${message}.`, exitCodes.defect);
