import { chooseFile } from '../shell/intake';
import { store } from '../shell/state';
import type { Command } from './command';
import { isIdle } from './conditions';

const file: Command[] = [
  {
    name: 'open',
    label: 'Open…',
    icon: 'folder',
    place: { menu: 'File', group: 'open' },
    keys: ['Mod+O'],
    keywords: ['file', 'photo', 'picture', 'load'],
    enabled: ({ boot }) => !boot.failed,
    perform: (workspace) => void chooseFile(workspace),
  },
  {
    name: 'export',
    label: 'Export…',
    icon: 'download',
    place: { menu: 'File', group: 'export' },
    keys: ['Mod+E', 'Mod+Shift+E'],
    keywords: ['save', 'download', 'jpeg', 'png', 'webp'],
    enabled: isIdle,
    perform: () => store.set({ dialog: 'export' }),
  },
  {
    name: 'keep_offline',
    label: 'Keep for offline use',
    icon: 'offline',
    place: { menu: 'File', group: 'device' },
    keys: [],
    keywords: ['install', 'network', 'models', 'cache'],
    enabled: ({ boot, activity }) => boot.ready && !activity,
    perform: (workspace) => void workspace.keepOffline(),
  },
];

export default file;
