import { describe, expect, it } from '@jest/globals';
import { Container } from './container.js';
import { token } from './token.js';

const services = token<{ folder: string }>('services');
const freed = (log: string[], name: string) => ({ [Symbol.dispose]: () => void log.push(name) });

describe('a container', () => {
  it('gives its children what it holds, and keeps what they hold from their siblings', async () => {
    await using parent = Container.create();
    parent.register(services, { folder: '/studies' });
    const child = parent.child();
    const weights = token<number>('weights');
    child.register(weights, 7);
    expect(child.resolve(services).folder).toBe('/studies');
    expect(() => parent.child().resolve(weights)).toThrow('nothing is registered as "weights"; there is: "services"');
  });

  it('refuses to hold two things under one name', () => {
    const container = Container.create();
    container.register(services, { folder: '/a' });
    expect(() => container.register(services, { folder: '/b' })).toThrow('"services" is registered twice');
  });

  it('shares nothing with another one', () => {
    Container.create().register(services, { folder: '/a' });
    expect(() => Container.create().resolve(services)).toThrow('there is: nothing');
  });

  it('frees what it owns in reverse order, children first, and once', async () => {
    const log: string[] = [];
    const parent = Container.create();
    parent.own(freed(log, 'engine'));
    const trial = parent.child();
    trial.own(freed(log, 'weights'));
    trial.own({ [Symbol.asyncDispose]: async () => void log.push('cache') });
    await parent[Symbol.asyncDispose]();
    await parent[Symbol.asyncDispose]();
    expect(log).toEqual(['cache', 'weights', 'engine']);
    expect(() => parent.own(freed(log, 'late'))).toThrow('disposed already');
  });

  it('frees the rest when one of them fails, and says so', async () => {
    const log: string[] = [];
    const container = Container.create();
    container.own(freed(log, 'weights'));
    container.own({
      [Symbol.dispose]() {
        throw new Error('stuck');
      },
    });
    await expect(container[Symbol.asyncDispose]()).rejects.toThrow('stuck');
    expect(log).toEqual(['weights']);
  });
});
