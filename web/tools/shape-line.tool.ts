import drawing from 'lucide-static/icons/slash.svg?raw';
import { ends } from './shape/geometry';
import { ShapeSession } from './shape/shape-session';
import type { Tool } from './tool';

export default {
  name: 'line',
  label: 'Line',
  icon: drawing,
  group: 'draw',
  key: 'U',
  position: 5,
  hint: 'Drag from one end to the other. Shift turns it in steps, Alt draws from the middle.',
  operation: 'line',
  omits: ['start', 'end'],
  start: (context) => new ShapeSession(context, 'line', ends),
} satisfies Tool;
