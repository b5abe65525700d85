import drawing from 'lucide-static/icons/circle.svg?raw';
import { frame } from './shape/geometry';
import { ShapeSession } from './shape/shape-session';
import type { Tool } from './tool';

export default {
  name: 'ellipse',
  label: 'Ellipse',
  icon: drawing,
  group: 'draw',
  key: 'U',
  position: 2,
  hint: 'Drag to draw. Shift keeps the sides equal, Alt draws from the middle.',
  operation: 'ellipse',
  omits: ['frame'],
  start: (context) => new ShapeSession(context, 'ellipse', frame),
} satisfies Tool;
