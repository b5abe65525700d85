import drawing from 'lucide-static/icons/hexagon.svg?raw';
import { frame } from './shape/geometry';
import { ShapeSession } from './shape/shape-session';
import type { Tool } from './tool';

export default {
  name: 'polygon',
  label: 'Polygon',
  icon: drawing,
  group: 'draw',
  key: 'U',
  position: 3,
  hint: 'Drag to draw. Shift keeps the sides equal, Alt draws from the middle.',
  operation: 'polygon',
  omits: ['frame'],
  start: (context) => new ShapeSession(context, 'polygon', frame),
} satisfies Tool;
