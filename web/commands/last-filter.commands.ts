import { t } from '../language/words';
import { store, type State } from '../shell/state';
import type { Command } from './command';
import { hindranceOf } from './needs';

function infoOf({ lastFilter, catalog }: State) {
  return catalog.find(({ name }) => name === lastFilter?.operation);
}

function hindrance(state: State): string | null {
  const info = infoOf(state);
  return info ? hindranceOf(info, state) : 'No filter was used yet.';
}

const lastFilter: Command[] = [
  {
    name: 'last_filter',
    label: 'Last filter',
    describe: (state) => {
      const info = infoOf(state);
      return info ? t('Again: {filter}', { filter: info.label }) : t('Last filter');
    },
    description: 'Does the filter that was used last once more, as it was set.',
    place: { menu: 'Filter', group: 'again' },
    keys: ['Mod+Alt+F'],
    keywords: ['repeat', 'again', 'once more'],
    enabled: (state) => hindrance(state) === null,
    hindrance: (state) => hindrance(state) ?? '',
    perform: (workspace) => {
      const { lastFilter: last } = store.state;
      if (last) void workspace.run(last.operation, last.params, last.options);
    },
  },
];

export default lastFilter;
