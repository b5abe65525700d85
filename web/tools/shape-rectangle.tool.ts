import drawing from 'lucide-static/icons/square.svg?raw';
import { frame } from './shape/geometry';
import { ShapeSession } from './shape/shape-session';
import type { Tool } from './tool';

export default {
  name: 'rectangle',
  label: 'Rectangle',
  icon: drawing,
  group: 'draw',
  key: 'U',
  position: 1,
  hint: 'Drag to draw. Shift keeps the sides equal, Alt draws from the middle.',
  operation: 'rectangle',
  omits: ['frame'],
  start: (context) => new ShapeSession(context, 'rectangle', frame),
} satisfies Tool;
