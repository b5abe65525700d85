import { store } from '../shell/state';
import type { SeenChannel } from '../viewport/inspection';
import type { Command, Place } from './command';
import { hasDocument } from './conditions';

const clipping: Place = { menu: 'View', group: 'inspect', submenu: ['Channels and clipping'] };
const channels: Place = { ...clipping, group: 'channels' };

function clipped(end: 'shadows' | 'highlights', label: string): Command {
  return {
    name: `clipped_${end}`,
    label,
    place: clipping,
    keys: [],
    keywords: ['clipping', 'warning', 'gamut', 'histogram', 'blown out', 'lost detail'],
    enabled: hasDocument,
    checked: ({ inspection }) => inspection[end],
    perform: (workspace) => workspace.inspect({ [end]: !store.state.inspection[end] }),
  };
}

function channel(seen: SeenChannel | null, label: string): Command {
  return {
    name: `channel_${seen ?? 'all'}`,
    label,
    place: channels,
    keys: [],
    keywords: ['channel', 'view', 'grey', 'composite'],
    enabled: hasDocument,
    checked: ({ inspection }) => inspection.channel === seen,
    perform: (workspace) => workspace.inspect({ channel: seen }),
  };
}

/** Looking at the picture closely, without changing it. */
export default [
  channel(null, 'Show all channels'),
  channel('red', 'Show the red channel'),
  channel('green', 'Show the green channel'),
  channel('blue', 'Show the blue channel'),
  channel('alpha', 'Show the alpha channel'),
  clipped('shadows', 'Show clipped shadows'),
  clipped('highlights', 'Show clipped highlights'),
] satisfies Command[];
