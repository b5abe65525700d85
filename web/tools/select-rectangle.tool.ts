import drawing from 'lucide-static/icons/square-dashed.svg?raw';
import { Marquee } from './marquee';
import { cornersOf } from './outline';
import type { Tool } from './tool';

export default {
  name: 'select_rectangle',
  label: 'Rectangular marquee',
  icon: drawing,
  group: 'select',
  key: 'M',
  hint: 'Drag to select. Shift adds, Alt takes away; while dragging Shift makes a square, Alt starts in the middle.',
  operation: 'select_rectangle',
  start: (context) => new Marquee(context, 'select_rectangle', cornersOf),
} satisfies Tool;
