import { store } from '../shell/state';
import type { Command } from './command';
import { always } from './conditions';

const service: Command[] = [
  {
    name: 'service',
    label: 'AI service…',
    description: 'Which computer runs large models, its key, and when pictures may be sent there.',
    icon: 'sparkles',
    place: { menu: 'Edit', group: 'settings' },
    keys: [],
    keywords: ['cloud', 'self-host', 'server', 'api key', 'remote', 'consent', 'upload', 'quota', 'plan'],
    enabled: always,
    perform: () => store.set({ dialog: 'service' }),
  },
];

export default service;
