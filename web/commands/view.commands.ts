import { store, type Theme } from '../shell/state';
import { setTheme } from '../shell/theme';
import type { Command } from './command';
import { always, hasDocument } from './conditions';

function theme(name: Theme, label: string): Command {
  return {
    name: `theme_${name}`,
    label,
    place: { menu: 'View', group: 'theme' },
    keys: [],
    keywords: ['theme', 'colours', 'appearance'],
    enabled: always,
    checked: (state) => state.theme === name,
    perform: () => setTheme(name),
  };
}

const view: Command[] = [
  {
    name: 'fit',
    label: 'Fit to window',
    icon: 'fit',
    place: { menu: 'View', group: 'zoom' },
    keys: ['0', 'Mod+0'],
    keywords: ['zoom', 'whole'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.fit(),
  },
  {
    name: 'actual_size',
    label: '100 %',
    place: { menu: 'View', group: 'zoom' },
    keys: ['1', 'Mod+1'],
    keywords: ['zoom', 'pixels', 'actual size'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.zoomTo(1),
  },
  {
    name: 'zoom_in',
    label: 'Zoom in',
    icon: 'zoomIn',
    place: { menu: 'View', group: 'zoom' },
    keys: ['+', '=', 'Mod++', 'Mod+='],
    keywords: ['larger', 'closer'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.zoomIn(),
  },
  {
    name: 'zoom_out',
    label: 'Zoom out',
    icon: 'zoomOut',
    place: { menu: 'View', group: 'zoom' },
    keys: ['-', 'Mod+-'],
    keywords: ['smaller', 'further'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.zoomOut(),
  },
  {
    name: 'compare',
    label: 'Show the original',
    icon: 'compare',
    place: { menu: 'View', group: 'compare' },
    keys: ['\\'],
    keywords: ['before', 'after', 'compare'],
    enabled: hasDocument,
    checked: ({ compare }) => compare === 'before',
    perform: (workspace) => workspace.compare(store.state.compare === 'before' ? 'off' : 'before'),
    release: (workspace) => workspace.compare('off'),
  },
  {
    name: 'split',
    label: 'Split before and after',
    icon: 'split',
    place: { menu: 'View', group: 'compare' },
    keys: ['|'],
    keywords: ['compare', 'side by side'],
    enabled: hasDocument,
    checked: ({ compare }) => compare === 'split',
    perform: (workspace) => workspace.compare(store.state.compare === 'split' ? 'off' : 'split'),
  },
  theme('system', 'Theme of the system'),
  theme('dark', 'Dark theme'),
  theme('light', 'Light theme'),
];

export default view;
