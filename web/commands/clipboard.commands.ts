import { copy, cut, paste } from '../documents/clipboard';
import type { State } from '../shell/state';
import type { Command } from './command';
import { isIdle } from './conditions';

const place = { menu: 'Edit', group: 'clipboard' } as const;
const canPaste = ({ boot, activity }: State) => boot.ready && !activity;

const clipboard: Command[] = [
  {
    name: 'cut',
    label: 'Cut',
    description: 'Copies what is selected of the layer, and clears it there.',
    place,
    keys: ['Mod+X'],
    keywords: ['clipboard', 'move', 'remove'],
    enabled: isIdle,
    perform: (workspace) => void cut(workspace),
  },
  {
    name: 'copy',
    label: 'Copy',
    description: 'Copies what is selected of the layer to the clipboard.',
    place,
    keys: ['Mod+C'],
    keywords: ['clipboard', 'selection'],
    enabled: isIdle,
    perform: (workspace) => void copy(workspace),
  },
  {
    name: 'copy_merged',
    label: 'Copy merged',
    description: 'Copies what is selected of all layers together to the clipboard.',
    place,
    keys: ['Mod+Shift+C'],
    keywords: ['clipboard', 'all layers', 'visible', 'flat'],
    enabled: isIdle,
    perform: (workspace) => void copy(workspace, true),
  },
  {
    name: 'paste',
    label: 'Paste',
    description: 'Adds the clipboard’s picture as a layer, or opens it where nothing is open.',
    place,
    keys: ['Mod+V'],
    // The browser hands the picture over without asking the person.
    native: ['Mod+V'],
    keywords: ['clipboard', 'insert', 'layer'],
    enabled: canPaste,
    perform: (workspace) => void paste(workspace),
  },
  {
    name: 'paste_in_place',
    label: 'Paste in place',
    description: 'Adds the clipboard’s picture as a layer where it was copied.',
    place,
    keys: ['Mod+Shift+V'],
    keywords: ['clipboard', 'insert', 'same position'],
    enabled: isIdle,
    perform: (workspace) => void paste(workspace, true),
  },
];

export default clipboard;
