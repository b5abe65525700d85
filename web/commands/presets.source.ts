import { keywordsInWords } from '../language/catalog';
import { t } from '../language/words';
import type { Command, CommandSource } from './command';
import { busyness } from './needs';

/** One command for each preset. */
const presets: CommandSource = {
  of: ({ presets }) => presets,
  make: ({ presets }) =>
    presets.map(({ name, title }): Command => ({
      name: `preset:${name}`,
      label: t(title),
      from: t('Presets'),
      keys: [],
      keywords: keywordsInWords(title, ['preset', 'look', 'recipe']),
      enabled: (state) => busyness(state) === null,
      hindrance: (state) => t(busyness(state) ?? ''),
      perform: (workspace) =>
        void workspace.perform(t(title), () => workspace.editor.applyRecipe({ preset: name })),
    })),
};

export default presets;
