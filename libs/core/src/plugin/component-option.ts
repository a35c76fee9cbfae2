import { z } from 'zod';
import type { Component } from './component.js';

/** The key under which the JSON Schema of an option says that it is a component, and of which kind. */
export const componentKey = 'component';

/**
 * An option that is another component: `belleEval({ judge: openai({ … }) })`. In a file it is written
 * `judge: { use: openai, … }`; whoever configures the plugin resolves that first.
 */
export const componentOption = <C extends Component>(kind: C['kind']) =>
  z
    .custom<C>((value) => isComponent(value, kind), {
      error: `A ${kind} was wanted: ${kind}: { use: …, … } in a file, the plugin's function in a program`,
    })
    .meta({ [componentKey]: kind });

const isComponent = (value: unknown, kind: string): boolean =>
  typeof value === 'object' && value !== null && 'specVersion' in value && 'kind' in value && value.kind === kind;
