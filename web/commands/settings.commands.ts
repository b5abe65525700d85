import { store } from '../shell/state';
import type { Command } from './command';
import { always } from './conditions';

const settings: Command[] = [
  {
    name: 'settings',
    label: 'Settings…',
    description: 'Theme, memory, what exported files tell, privacy and what is kept on this device.',
    icon: 'settings',
    place: { menu: 'Edit', group: 'settings' },
    keys: ['Mod+,'],
    keywords: [
      'preferences',
      'options',
      'theme',
      'memory',
      'history',
      'metadata',
      'privacy',
      'storage',
      'clear data',
      'motion',
    ],
    enabled: always,
    perform: () => store.set({ dialog: 'settings' }),
  },
];

export default settings;
