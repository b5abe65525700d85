import type { OperationInfo, RunParams } from '../generated/protocol';
import { keywordsInWords } from '../language/catalog';
import { t } from '../language/words';
import type { State } from '../shell/state';
import type { Command, CommandSource, Place } from './command';
import { isKeptByBrowser } from './key-names';
import { busyness, hindranceOf } from './needs';
import { inOrder, placeOf } from './operation-places';
import { toggleOf } from './toggles';
import { needsHand, runOperation, runWith, toolOf } from './run-operation';

/** One command for each operation, and one more for those that can be a layer of their own. */
const operations: CommandSource = {
  of: ({ catalog }) => catalog,
  make: ({ catalog }) =>
    inOrder(catalog).flatMap((operation) => [commandOf(operation), ...layersOf(operation)]),
};

/** Its tool can be chosen in any picture; the tool itself says what it needs. */
function hindrance(operation: OperationInfo, state: State): string | null {
  if (toolOf(operation, state)) return busyness(state);
  return (
    hindranceOf(operation, state) ?? (needsHand(operation) ? 'It is drawn by hand, with its tool.' : null)
  );
}

function commandOf(operation: OperationInfo): Command {
  const { name, label, description, keywords, shortcut, parameters } = operation;
  const place = placeOf(operation);
  return {
    name: `operation:${name}`,
    label: parameters.length ? `${label}…` : label,
    description,
    ...(place && { place }),
    keys: keysFor(shortcut),
    keywords,
    enabled: (state) => hindrance(operation, state) === null,
    hindrance: (state) => t(hindrance(operation, state) ?? ''),
    ...formOf(operation),
    perform: (workspace) => runOperation(workspace, operation),
    ...toggleOf(operation),
  };
}

/** A plain letter is the key of its tool; where browsers keep a key for themselves, Alt does instead. */
function keysFor(shortcut: string | null): string[] {
  if (!shortcut || shortcut.length === 1) return [];
  // The key that deletes has another name on a Mac.
  if (shortcut === 'Delete') return [shortcut, 'Backspace'];
  return isKeptByBrowser(shortcut) ? [shortcut.replace('Mod', 'Alt'), shortcut] : [shortcut];
}

function formOf(operation: OperationInfo, target?: RunParams['target']): Pick<Command, 'form'> {
  if (operation.parameters.length === 0 || needsHand(operation)) return {};
  return { form: { operation, run: (workspace, values) => runWith(workspace, operation, values, target) } };
}

/** An adjustment or a filter as a layer, which changes what lies below and can be set again later. */
function layersOf(operation: OperationInfo): Command[] {
  const { name, label, description, keywords, family, menu } = operation;
  if (family !== 'point' && family !== 'area') return [];
  const kind = menu === 'adjust' ? 'adjustment' : 'filter';
  const place: Place = {
    menu: 'Layer',
    group: `${kind}s`,
    submenu: [kind === 'adjustment' ? 'New adjustment layer' : 'New filter layer'],
  };
  return [
    {
      name: `layer:${name}`,
      label,
      description,
      place,
      isVariant: true,
      keys: [],
      keywords: [...keywords, ...keywordsInWords('', ['layer', 'non-destructive'])],
      enabled: (state) => hindranceOf(operation, state, true) === null,
      hindrance: (state) => t(hindranceOf(operation, state, true) ?? ''),
      ...formOf(operation, 'layer'),
      perform: (workspace) => runOperation(workspace, operation, 'layer'),
    },
  ];
}

export default operations;
