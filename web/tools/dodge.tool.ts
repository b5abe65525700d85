import dodge from 'lucide-static/icons/sun.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'dodge',
  label: 'Dodge',
  icon: dodge,
  group: 'retouch',
  key: 'O',
  position: 1,
  hint: 'Drag to lighten.',
  operation: 'dodge',
  start: (context) => new StrokeSession(context, { operation: 'dodge', shows: 'engine' }),
} satisfies Tool;
