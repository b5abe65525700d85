import drawing from 'lucide-static/icons/star.svg?raw';
import { frame } from './shape/geometry';
import { ShapeSession } from './shape/shape-session';
import type { Tool } from './tool';

export default {
  name: 'star',
  label: 'Star',
  icon: drawing,
  group: 'draw',
  key: 'U',
  position: 4,
  hint: 'Drag to draw. Shift keeps the sides equal, Alt draws from the middle.',
  operation: 'star',
  omits: ['frame'],
  start: (context) => new ShapeSession(context, 'star', frame),
} satisfies Tool;
