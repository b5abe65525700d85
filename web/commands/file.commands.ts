import { chooseAndOpen } from '../documents/opening';
import { chooseAndPlace, chooseAndStack } from '../documents/placing';
import { saveDocument } from '../documents/saving';
import { activateBeside, close, closeAll } from '../documents/switching';
import { store, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import type { Command } from './command';
import { hasDocument, isIdle } from './conditions';

const hasSeveral = ({ documents }: State) => documents.documents.length > 1;

async function saveActive(workspace: Workspace, elsewhere: boolean): Promise<void> {
  const { active } = store.state.documents;
  if (active !== null) await saveDocument(workspace, active, elsewhere);
}

const file: Command[] = [
  {
    name: 'new',
    label: 'New…',
    icon: 'plus',
    description: 'Makes an empty picture, from a preset or a size of your own.',
    place: { menu: 'File', group: 'new' },
    keys: ['Mod+Alt+N', 'Mod+N'],
    keywords: ['document', 'canvas', 'blank', 'empty', 'create', 'size', 'paper', 'clipboard'],
    enabled: ({ boot }) => boot.ready,
    perform: () => store.set({ dialog: 'new' }),
  },
  {
    name: 'open',
    label: 'Open…',
    icon: 'folder',
    place: { menu: 'File', group: 'open' },
    keys: ['Mod+O'],
    keywords: ['file', 'photo', 'picture', 'load'],
    enabled: ({ boot }) => !boot.failed,
    perform: (workspace) => void chooseAndOpen(workspace),
  },
  {
    name: 'open_as_layers',
    label: 'Open as layers…',
    description: 'Opens several pictures as the layers of one.',
    place: { menu: 'File', group: 'open' },
    keys: [],
    keywords: ['stack', 'files', 'several', 'import'],
    enabled: ({ boot }) => boot.ready,
    perform: (workspace) => void chooseAndStack(workspace),
  },
  {
    name: 'place',
    label: 'Place as layer…',
    description: 'Adds pictures as layers of the open one.',
    place: { menu: 'File', group: 'open' },
    keys: [],
    keywords: ['import', 'insert', 'embed', 'layer', 'logo', 'watermark'],
    enabled: isIdle,
    perform: (workspace) => void chooseAndPlace(workspace),
  },
  {
    name: 'save',
    label: 'Save',
    description: 'Keeps the picture with all of its layers as an OpenRaster file.',
    place: { menu: 'File', group: 'save' },
    keys: ['Mod+S'],
    keywords: ['openraster', 'ora', 'layers', 'project', 'keep'],
    enabled: isIdle,
    perform: (workspace) => void saveActive(workspace, false),
  },
  {
    name: 'save_as',
    label: 'Save as…',
    description: 'Keeps the picture with all of its layers as another OpenRaster file.',
    place: { menu: 'File', group: 'save' },
    keys: ['Mod+Shift+S'],
    keywords: ['openraster', 'ora', 'layers', 'copy'],
    enabled: isIdle,
    perform: (workspace) => void saveActive(workspace, true),
  },
  {
    name: 'export',
    label: 'Export…',
    icon: 'download',
    place: { menu: 'File', group: 'export' },
    keys: ['Mod+Alt+Shift+S', 'Mod+Alt+Shift+W'],
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
  {
    name: 'next_document',
    label: 'Next picture',
    keys: ['Mod+`'],
    keywords: ['tab', 'document', 'switch', 'window'],
    enabled: hasSeveral,
    perform: (workspace) => void activateBeside(workspace, 1),
  },
  {
    name: 'previous_document',
    label: 'Previous picture',
    keys: ['Mod+~'],
    keywords: ['tab', 'document', 'switch', 'window'],
    enabled: hasSeveral,
    perform: (workspace) => void activateBeside(workspace, -1),
  },
  {
    name: 'close',
    label: 'Close',
    place: { menu: 'File', group: 'close' },
    keys: ['Alt+W', 'Mod+W'],
    keywords: ['tab', 'document'],
    enabled: hasDocument,
    perform: (workspace) => {
      const { active } = store.state.documents;
      if (active !== null) void close(workspace, active);
    },
  },
  {
    name: 'close_all',
    label: 'Close all',
    place: { menu: 'File', group: 'close' },
    keys: [],
    keywords: ['tabs', 'documents'],
    enabled: hasSeveral,
    perform: (workspace) => void closeAll(workspace),
  },
];

export default file;
