/** The layers of the open picture, to go to by name: only the palette offers them. */
import type { Command } from '../commands/command';
import { commands } from '../commands/commands';
import type { LayerInfo } from '../generated/protocol';
import { t } from '../language/words';
import { paintOnMask } from '../masks/targeting';
import { reveal } from '../panels/layout';
import { store, type State } from '../shell/state';

let made: { commands: readonly Command[]; layers: readonly LayerInfo[] | null; all: readonly Command[] } = {
  commands: [],
  layers: null,
  all: [],
};

/** All that the palette finds. The list is the same object until there is something else. */
export function found(state: State = store.state): readonly Command[] {
  const known = commands(state);
  const layers = state.document?.layers ?? null;
  if (made.commands !== known || made.layers !== layers) {
    made = { commands: known, layers, all: [...known, ...(layers ?? []).flatMap(goTo)] };
  }
  return made.all;
}

function goTo({ id, name, layers }: LayerInfo): Command[] {
  const command: Command = {
    name: `go_to_layer:${id}`,
    label: name,
    from: t('Go to layer'),
    keys: [],
    keywords: [t('Go to layer')],
    enabled: () => true,
    checked: ({ document }) => document?.active === id,
    perform: (workspace) => {
      paintOnMask(null);
      reveal('layers');
      void workspace.activateLayer(id);
    },
  };
  return [command, ...layers.flatMap(goTo)];
}
