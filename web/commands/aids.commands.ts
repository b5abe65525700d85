import { guides, setGuides, toggleAid } from '../tools/aid-actions';
import type { Aid } from '../tools/aids';
import type { Command } from './command';
import { hasDocument } from './conditions';

function aid(name: Aid, label: string, keys: string[], keywords: string[]): Command {
  return {
    name: `toggle_${name}`,
    label,
    place: { menu: 'View', group: 'show' },
    keys,
    keywords,
    enabled: hasDocument,
    checked: ({ aids }) => aids[name],
    perform: () => toggleAid(name),
  };
}

const aids: Command[] = [
  aid('rulers', 'Rulers', ['Mod+R'], ['measure', 'pixels']),
  aid('guides', 'Guides', ['Mod+;'], ['lines', 'align']),
  aid('grid', 'Grid', ["Mod+'"], ['lines', 'align']),
  aid('snapping', 'Snap to edges, guides and grid', ['Mod+Shift+;'], ['magnet', 'align']),
  {
    name: 'clear_guides',
    label: 'Clear guides',
    place: { menu: 'View', group: 'show' },
    keys: [],
    keywords: ['remove', 'delete', 'lines'],
    enabled: (state) => hasDocument(state) && guides().length > 0,
    hindrance: () => 'There are no guides. Pull one out of a ruler.',
    perform: () => setGuides([]),
  },
];

export default aids;
