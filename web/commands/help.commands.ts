import { keepTyping } from '../palette/typed-ahead';
import { store } from '../shell/state';
import type { Command } from './command';
import { always } from './conditions';

const help: Command[] = [
  {
    name: 'palette',
    label: 'Find a command…',
    icon: 'search',
    place: { menu: 'Help', group: 'find' },
    keys: ['Mod+K', 'F3'],
    keywords: ['palette', 'search', 'everything'],
    enabled: always,
    perform: () => {
      keepTyping();
      store.set({ dialog: 'palette' });
    },
  },
  {
    name: 'shortcuts',
    label: 'Keyboard shortcuts',
    icon: 'keyboard',
    place: { menu: 'Help', group: 'help' },
    keys: ['?'],
    keywords: ['keys', 'help'],
    enabled: always,
    perform: () => store.set({ dialog: 'shortcuts' }),
  },
  {
    name: 'ledger',
    label: 'Network activity',
    icon: 'shield',
    place: { menu: 'Help', group: 'help' },
    keys: [],
    keywords: ['privacy', 'uploads', 'requests', 'ledger'],
    enabled: always,
    perform: () => store.set({ dialog: 'ledger' }),
  },
  {
    name: 'about',
    label: 'About FotoFun',
    icon: 'info',
    place: { menu: 'Help', group: 'about' },
    keys: [],
    keywords: ['version', 'licence'],
    enabled: always,
    perform: () => store.set({ dialog: 'about' }),
  },
];

export default help;
