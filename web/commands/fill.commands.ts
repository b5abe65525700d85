import { targetFor } from '../masks/edit-target';
import { store, type State } from '../shell/state';
import type { Command } from './command';
import { hindranceOf } from './needs';

function hindrance(state: State): string | null {
  const info = state.catalog.find(({ name }) => name === 'fill_selection');
  return info ? hindranceOf(info, state) : 'The engine is still starting.';
}

/** Fills what is selected with one of the two colours, without asking. */
function fill(which: 'foreground' | 'background', label: string, keys: string[]): Command {
  return {
    name: `fill_${which}`,
    label,
    place: { menu: 'Edit', group: 'fill' },
    keys,
    keywords: ['colour', 'selection', 'layer'],
    enabled: (state) => hindrance(state) === null,
    hindrance: (state) => hindrance(state) ?? '',
    perform: (workspace) => {
      const target = targetFor('paint');
      const params = { colour: store.state.palette[which] };
      void workspace.run('fill_selection', params, target ? { target } : {});
    },
  };
}

const fills: Command[] = [
  fill('foreground', 'Fill with the foreground colour', ['Alt+Backspace', 'Alt+Delete']),
  fill('background', 'Fill with the background colour', ['Mod+Backspace', 'Mod+Delete']),
];

export default fills;
