import {
  parameter,
  StudyError,
  tap,
  tiedHeadOf,
  type BaseModel,
  type LinearSite,
  type Parameter,
  type Site,
  type Tap,
} from '@weitiao/core';
import { affine, gatherRows, tensor1d } from '@weitiao/tensor';
import { endsWithName } from '../targets/path-rules.js';
import { isLinear } from '../targets/target-sites.js';
import { replacedColumns, replacedRows } from './replaced-rows.js';
import type { TokenChoice } from './token-options.js';

/** Rows of a table that are trained. */
interface Rows {
  readonly site: Site;
  readonly weight: string;
  readonly ids: readonly number[];
}

/**
 * Taps that put trained rows in the place of some of an embedding's or a head's, as peft's `trainable_token_indices`: memory and the optimiser's
 * state are those of these rows. A head that shares the embedding shares them, unless it is given others.
 * @param whole names of modules that are trained whole
 * @throws StudyError when a name, an id or the combination means nothing
 */
export function trainedRows(model: BaseModel, choice: TokenChoice, whole: readonly string[] = []): Tap[] {
  const { trainableTokens: given, ensureWeightTying } = choice;
  if (given === undefined) return [];
  const head = tiedHeadOf(model);
  const [table] = model.sites.filter(({ kind }) => kind === 'embedding');
  const lists = Array.isArray(given) ? { [table!.path]: given } : given;
  const chosen = Object.entries(lists).map(([name, ids]) => rowsOf(model, head, name, ids, whole));
  const own = chosen.map((rows) => ({ rows, parameter: parameterOf(rows) }));
  const [input, output] = [
    own.find(({ rows }) => rows.site === table),
    own.find(({ rows }) => rows.site.path === head?.path),
  ];
  const isShared = head && input && (!output || String(output.rows.ids) === String(input.rows.ids));
  if (head && input && !isShared && ensureWeightTying)
    throw new StudyError(
      `trainableTokens names other ids for ${input.rows.site.path} than for ${head.path}, which is the same table, and ensureWeightTying holds them together. Give both the same ids.`,
    );
  return own.flatMap(({ rows, parameter }) => {
    if (rows.site.kind === 'embedding')
      return [inputTap(rows, parameter), ...(isShared ? [headTap({ ...rows, site: head }, parameter)] : [])];
    return isShared && rows.site.path === head.path ? [] : [headTap(rows, parameter)];
  });
}

function rowsOf(
  model: BaseModel,
  head: LinearSite | undefined,
  name: string,
  ids: readonly number[],
  whole: readonly string[],
): Rows {
  const tables = [
    ...model.sites.filter((site) => site.kind === 'embedding' || site.role === 'head'),
    ...(head ? [head] : []),
  ];
  const site = tables.find(({ path }) => endsWithName(path, name));
  if (!site)
    throw new StudyError(
      `trainableTokens "${name}" is no embedding and no output head of this model.\n  This model has: ${tables.map(({ path }) => path).join(' · ')}`,
    );
  if (whole.some((ending) => site.path.endsWith(ending)))
    throw new StudyError(
      `${site.path} is trained whole by modulesToSave; rows of it by trainableTokens besides mean nothing. Leave one out.`,
    );
  if (isLinear(site)) checkHead(site);
  const unknown = ids.find((id) => id >= model.vocabulary);
  if (unknown !== undefined)
    throw new StudyError(`trainableTokens names the id ${unknown}; the table of ${site.path} has ${model.vocabulary} rows. Is the model the one with the expanded vocabulary?`); // prettier-ignore
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (new Set(ids).size < ids.length) throw new StudyError(`trainableTokens names the id ${twice} twice.`);
  return { site, weight: isLinear(site) ? site.weight : `${site.path}.weight`, ids };
}

function checkHead({ path, bias, normalised }: LinearSite): void {
  const reason = normalised
    ? 'brings its rows to length 1'
    : bias === undefined
      ? undefined
      : 'has a bias, which peft leaves out';
  if (reason)
    throw new StudyError(`trainableTokens names ${path}, which ${reason}: train it whole with modulesToSave.`);
}

const parameterOf = ({ site, weight, ids }: Rows): Parameter =>
  parameter(
    `${site.path}.token_adapter.trainable_tokens_delta`,
    [ids.length, isLinear(site) ? site.inputWidth : site.outputWidth],
    (from) => gatherRows(from.weight(weight), tensor1d([...ids], 'int32')),
  );

function inputTap({ site, ids }: Rows, own: Parameter): Tap {
  const places = new Int32Array(site.inputWidth);
  const flags = new Float32Array(site.inputWidth);
  ids.forEach((id, place) => ([places[id], flags[id]] = [place, 1]));
  return tap(site, { own }, (tokens, next, { own }, pass) =>
    replacedRows(next(tokens), tokens, own, {
      places: pass.constant(`${site.path} places`, () => tensor1d(places, 'int32')),
      flags: pass.constant(`${site.path} flags`, () => tensor1d(flags)),
    }),
  );
}

function headTap({ site, ids }: Rows, own: Parameter): Tap {
  const order = ids.map((id, place) => [id, place] as const).sort(([one], [other]) => one - other);
  const sorted = order.map(([id]) => id);
  const isSorted = order.every(([, place], at) => place === at);
  return tap(site, { own }, (rows, next, { own }, pass) => {
    const placed = isSorted
      ? own
      : gatherRows(
          own,
          pass.constant(`${site.path} order`, () =>
            tensor1d(
              order.map(([, place]) => place),
              'int32',
            ),
          ),
        );
    return replacedColumns(next(rows), affine(rows, placed), sorted);
  });
}
