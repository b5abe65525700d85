import drawing from 'lucide-static/icons/move-up-right.svg?raw';
import { ends } from './shape/geometry';
import { ShapeSession } from './shape/shape-session';
import type { Tool } from './tool';

export default {
  name: 'arrow',
  label: 'Arrow',
  icon: drawing,
  group: 'draw',
  key: 'U',
  position: 6,
  hint: 'Drag from one end to the other. Shift turns it in steps, Alt draws from the middle.',
  operation: 'arrow',
  omits: ['start', 'end'],
  start: (context) => new ShapeSession(context, 'arrow', ends),
} satisfies Tool;
