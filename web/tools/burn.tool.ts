import burn from 'lucide-static/icons/flame.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'burn',
  label: 'Burn',
  icon: burn,
  group: 'retouch',
  key: 'O',
  position: 2,
  hint: 'Drag to darken.',
  operation: 'burn',
  start: (context) => new StrokeSession(context, { operation: 'burn', shows: 'engine' }),
} satisfies Tool;
