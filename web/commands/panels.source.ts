import { keywordsInWords } from '../language/catalog';
import { t } from '../language/words';
import { isClosed, reveal, setClosed } from '../panels/layout';
import { panels } from '../panels/panels';
import { store } from '../shell/state';
import type { CommandSource } from './command';

/** A switch for each panel. */
const source: CommandSource = {
  of: () => panels,
  make: () =>
    panels.map((panel) => {
      const { name, label, icon } = panel;
      const isOpen = () => (store.state.isPhone ? store.state.sheet === name : !isClosed(panel));
      return {
        name: `panel:${name}`,
        label: t(label),
        icon,
        place: { menu: 'View', group: 'panels', submenu: ['Panels'] },
        keys: panel.keys ?? [],
        keywords: [
          t('Show {panel}', { panel: t(label) }),
          ...keywordsInWords(label, ['panel', 'show', 'hide', 'window']),
        ],
        enabled: (state) => !state.isPhone || panel.isShown(state),
        checked: isOpen,
        perform: () => {
          if (!isOpen()) reveal(name);
          else if (store.state.isPhone) store.set({ sheet: null });
          else setClosed(panel, true);
        },
      };
    }),
};

export default source;
