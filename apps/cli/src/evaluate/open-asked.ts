import { resolve } from 'node:path';
import { Container } from '@weitiao/container';
import { StudyError, type Subject } from '@weitiao/core';
import {
  type DescribedAdapter,
  describeEngine,
  identityOfBase,
  ModelSubject,
  openAdapter,
  openModel,
  startEngine,
} from '@weitiao/study';
import { checkTemplateName } from '@weitiao/tokenizer';
import { tellOtherTemplate } from '../adapter/tell-other-template.js';
import { templateReferenceOf } from '../program/template-reference-of.js';
import type { EvaluateCommandOptions } from '../commands/evaluate.js';
import { print, type Console } from '../console.js';
import { installedPlugins } from '../plugin-folders.js';
import { EndpointSubject } from './endpoint-subject.js';

/** Who is asked; owns what it loaded. */
export interface Asked extends AsyncDisposable {
  readonly subject: Subject;
  /** Name and version of the template, for a model folder. */
  readonly template?: string;
  readonly independentAnswers: boolean;
}

/** Loads a model with its adapter, or points at an endpoint. @throws StudyError, DataFormatError, UnavailableError */
export async function openAsked(
  options: EvaluateCommandOptions,
  signal: AbortSignal,
  console: Console,
): Promise<Asked> {
  const { err } = console;
  const { model, adapter, endpoint, key, concurrency, threads } = options;
  const owner = Container.create();
  const close = { [Symbol.asyncDispose]: () => owner[Symbol.asyncDispose]() };
  if (endpoint !== undefined) {
    if (adapter !== undefined)
      throw new StudyError('--adapter goes with a model folder; an endpoint has its own. Leave one of the two out.');
    const spec = { url: endpoint, model, concurrency, signal, ...(key !== undefined && { key }) };
    const subject = new EndpointSubject(spec);
    await subject.check();
    return { subject, independentAnswers: true, ...close };
  }
  const reference = templateReferenceOf(options.template);
  checkTemplateName(reference);
  const plugins = installedPlugins(resolve(model));
  print(err, `engine: ${describeEngine(await startEngine(plugins, { threads }))}`);
  try {
    const base = owner.own(
      await openModel(plugins, model, { weights: options.weights, warn: (line) => print(err, line) }),
    );
    const adapters: DescribedAdapter[] = [];
    for (const folder of adapter ?? []) {
      const one = await openAdapter(plugins, folder, base);
      owner.own(one.values);
      adapters.push(one);
    }
    const baseIdentity = await identityOfBase(base);
    const template = await base.template(reference);
    await tellOtherTemplate(adapter ?? [], template, console);
    const subject = new ModelSubject({ base, adapters, template, baseIdentity });
    return {
      subject,
      template: `${template.name} ${template.version} ${threads} threads`,
      independentAnswers: false,
      ...close,
    };
  } catch (error) {
    await owner[Symbol.asyncDispose]();
    throw error;
  }
}
