import { setQuickMask } from '../masks/targeting';
import { store } from '../shell/state';
import type { Command } from './command';
import { hasDocument } from './conditions';

const quickMask: Command[] = [
  {
    name: 'quick_mask',
    label: 'Quick mask',
    description: 'Shows the selection as a veil over what is not selected, to be painted with any brush.',
    place: { menu: 'Select', group: 'quick-mask' },
    keys: ['Q'],
    keywords: ['rubylith', 'paint', 'brush', 'selection', 'overlay'],
    enabled: hasDocument,
    checked: (state) => state.quickMask,
    perform: () => setQuickMask(!store.state.quickMask),
  },
];

export default quickMask;
