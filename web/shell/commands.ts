import type { IconName } from '../icons';
import { chooseFile } from './intake';
import type { State, Theme } from './state';
import { store } from './state';
import { setTheme } from './theme';
import type { Workspace } from './workspace';

/** Something that menus, buttons and keys can do. */
export interface Command {
  name: string;
  label: string;
  /** A label that depends on the state, such as the step that undo takes back. */
  describe?: (state: State) => string;
  icon?: IconName;
  /** Keys such as `Mod+Shift+Z`; Mod is Command on a Mac, Control elsewhere. The first one is shown. */
  keys: string[];
  keywords: string[];
  enabled: (state: State) => boolean;
  /** Present on commands that are on or off. */
  checked?: (state: State) => boolean;
  perform: (workspace: Workspace) => void;
  /** Present on commands that last while their key is held. */
  release?: (workspace: Workspace) => void;
}

export interface Menu {
  label: string;
  /** Names of commands in groups, a line between groups. */
  groups: string[][];
}

const always = () => true;
const hasDocument = ({ document }: State) => document !== null;
const isIdle = (state: State) => hasDocument(state) && !state.activity;
const canUndo = (state: State) => isIdle(state) && (state.document?.position ?? 0) > 0;
const canRedo = (state: State) => {
  const { document } = state;
  return isIdle(state) && document !== null && document.position < document.history.length - 1;
};

/** "Undo Exposure": what the step is called, if there is one. */
function named(verb: string, { document }: State, offset: 0 | 1): string {
  const position = (document?.position ?? 0) + offset;
  const label = position > 0 ? document?.history[position] : undefined;
  return label ? `${verb} ${label}` : verb;
}

export const commands: Command[] = [
  {
    name: 'open',
    label: 'Open…',
    icon: 'folder',
    keys: ['Mod+O'],
    keywords: ['file', 'photo', 'picture', 'load'],
    enabled: ({ boot }) => !boot.failed,
    perform: (workspace) => void chooseFile(workspace),
  },
  {
    name: 'export',
    label: 'Export…',
    icon: 'download',
    keys: ['Mod+E', 'Mod+Shift+E'],
    keywords: ['save', 'download', 'jpeg', 'png', 'webp'],
    enabled: isIdle,
    perform: () => store.set({ dialog: 'export' }),
  },
  {
    name: 'keep_offline',
    label: 'Keep for offline use',
    icon: 'offline',
    keys: [],
    keywords: ['install', 'network', 'models', 'cache'],
    enabled: ({ boot, activity }) => boot.ready && !activity,
    perform: (workspace) => void workspace.keepOffline(),
  },
  {
    name: 'undo',
    label: 'Undo',
    describe: (state) => named('Undo', state, 0),
    icon: 'undo',
    keys: ['Mod+Z'],
    keywords: ['back', 'revert'],
    enabled: canUndo,
    perform: (workspace) => void workspace.undo(),
  },
  {
    name: 'redo',
    label: 'Redo',
    describe: (state) => named('Redo', state, 1),
    icon: 'redo',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    keywords: ['again', 'forward'],
    enabled: canRedo,
    perform: (workspace) => void workspace.redo(),
  },
  {
    name: 'cancel',
    label: 'Cancel what is running',
    keys: ['Escape'],
    keywords: ['stop', 'abort'],
    enabled: ({ activity, boot }) => activity !== null && boot.ready,
    perform: (workspace) => void workspace.cancel(),
  },
  {
    name: 'fit',
    label: 'Fit to window',
    icon: 'fit',
    keys: ['0', 'Mod+0'],
    keywords: ['zoom', 'whole'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.fit(),
  },
  {
    name: 'actual_size',
    label: '100 %',
    keys: ['1', 'Mod+1'],
    keywords: ['zoom', 'pixels', 'actual size'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.zoomTo(1),
  },
  {
    name: 'zoom_in',
    label: 'Zoom in',
    icon: 'zoomIn',
    keys: ['+', '=', 'Mod++', 'Mod+='],
    keywords: ['larger', 'closer'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.zoomIn(),
  },
  {
    name: 'zoom_out',
    label: 'Zoom out',
    icon: 'zoomOut',
    keys: ['-', 'Mod+-'],
    keywords: ['smaller', 'further'],
    enabled: hasDocument,
    perform: (workspace) => workspace.view.zoomOut(),
  },
  {
    name: 'compare',
    label: 'Show the original',
    icon: 'compare',
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
    keys: ['Y'],
    keywords: ['compare', 'side by side'],
    enabled: hasDocument,
    checked: ({ compare }) => compare === 'split',
    perform: (workspace) => workspace.compare(store.state.compare === 'split' ? 'off' : 'split'),
  },
  theme('system', 'Theme of the system'),
  theme('dark', 'Dark theme'),
  theme('light', 'Light theme'),
  {
    name: 'shortcuts',
    label: 'Keyboard shortcuts',
    icon: 'keyboard',
    keys: ['?'],
    keywords: ['keys', 'help'],
    enabled: always,
    perform: () => store.set({ dialog: 'shortcuts' }),
  },
  {
    name: 'ledger',
    label: 'Network activity',
    icon: 'shield',
    keys: [],
    keywords: ['privacy', 'uploads', 'requests', 'ledger'],
    enabled: always,
    perform: () => store.set({ dialog: 'ledger' }),
  },
  {
    name: 'about',
    label: 'About FotoFun',
    icon: 'info',
    keys: [],
    keywords: ['version', 'licence'],
    enabled: always,
    perform: () => store.set({ dialog: 'about' }),
  },
];

export const menus: Menu[] = [
  { label: 'File', groups: [['open', 'export'], ['keep_offline']] },
  { label: 'Edit', groups: [['undo', 'redo']] },
  {
    label: 'View',
    groups: [
      ['fit', 'actual_size', 'zoom_in', 'zoom_out'],
      ['compare', 'split'],
      ['theme_system', 'theme_dark', 'theme_light'],
    ],
  },
  { label: 'Help', groups: [['shortcuts', 'ledger'], ['about']] },
];

function theme(name: Theme, label: string): Command {
  return {
    name: `theme_${name}`,
    label,
    keys: [],
    keywords: ['theme', 'colours', 'appearance'],
    enabled: always,
    checked: (state) => state.theme === name,
    perform: () => setTheme(name),
  };
}

/** The command of that name, which menus and buttons are made of. */
export function find(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new Error(`There is no command named ${name}.`);
  return command;
}
