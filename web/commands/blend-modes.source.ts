import { keywordsInWords } from '../language/catalog';
import { t } from '../language/words';
import { activeLayer } from '../panels/parameters';
import type { State } from '../shell/state';
import type { Command, CommandSource } from './command';
import { hindranceOf } from './needs';

const OPERATION = 'layer_blend_mode';

/** One command for each blend mode of the active layer. */
const blendModes: CommandSource = {
  of: ({ catalog }) => catalog,
  make: ({ catalog }) => {
    const operation = catalog.find(({ name }) => name === OPERATION);
    const parameter = operation?.parameters.find(({ name }) => name === 'blend_mode');
    if (!operation || parameter?.kind !== 'choice') return [];
    const hindrance = (state: State) => hindranceOf(operation, state);
    return parameter.options.map(({ value, label }): Command => ({
      name: `blend:${value}`,
      label,
      place: { menu: 'Layer', group: 'modes', submenu: ['Blend mode'] },
      isVariant: true,
      keys: [],
      keywords: keywordsInWords(label, ['blend mode', 'mix', 'layer']),
      enabled: (state) => hindrance(state) === null,
      hindrance: (state) => t(hindrance(state) ?? ''),
      checked: (state) => activeLayer(state)?.blend_mode === value,
      perform: (workspace) => void workspace.run(OPERATION, { blend_mode: value }),
    }));
  },
};

export default blendModes;
