import { resetColours, swapColours } from '../colour/palette';
import type { Command } from './command';
import { always } from './conditions';

const colour: Command[] = [
  {
    name: 'swap_colours',
    label: 'Swap foreground and background',
    icon: 'swap',
    keys: ['X'],
    keywords: ['colour', 'exchange', 'switch'],
    enabled: always,
    perform: swapColours,
  },
  {
    name: 'reset_colours',
    label: 'Black and white as colours',
    keys: ['D'],
    keywords: ['default', 'foreground', 'background'],
    enabled: always,
    perform: resetColours,
  },
];

export default colour;
