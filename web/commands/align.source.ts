import { keywordsInWords } from '../language/catalog';
import { t } from '../language/words';
import type { State } from '../shell/state';
import type { Command, CommandSource } from './command';
import { hindranceOf } from './needs';

export const ALIGN = 'align_layers';

/** One command for each way to align the chosen layers. */
const align: CommandSource = {
  of: ({ catalog }) => catalog,
  make: ({ catalog }) => {
    const operation = catalog.find(({ name }) => name === ALIGN);
    const parameter = operation?.parameters.find(({ name }) => name === 'to');
    if (!operation || parameter?.kind !== 'choice') return [];
    const hindrance = (state: State) => hindranceOf(operation, state);
    return parameter.options.map(({ value, label }): Command => ({
      name: `align:${value}`,
      label,
      place: { menu: 'Layer', group: value.startsWith('gaps') ? 'gaps' : 'edges', submenu: ['Align'] },
      isVariant: true,
      keys: [],
      keywords: keywordsInWords(label, ['align', 'distribute', 'layer']),
      enabled: (state) => hindrance(state) === null,
      hindrance: (state) => t(hindrance(state) ?? ''),
      perform: (workspace) => void workspace.run(ALIGN, { to: value }),
    }));
  },
};

export default align;
