import { store } from '../shell/state';
import type { Command } from './command';

const models: Command[] = [
  {
    name: 'models',
    label: 'Models…',
    description: 'Which models there are and which are on this device; keep, remove or add them.',
    icon: 'offline',
    place: { menu: 'AI', group: 'models' },
    keys: [],
    keywords: ['onnx', 'download', 'licence', 'weights', 'neural', 'offline', 'own model', 'storage'],
    enabled: ({ boot }) => boot.ready,
    perform: () => store.set({ dialog: 'models' }),
  },
];

export default models;
