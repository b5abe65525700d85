import sponge from 'lucide-static/icons/droplets.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'sponge',
  label: 'Sponge',
  icon: sponge,
  group: 'retouch',
  key: 'O',
  position: 3,
  hint: 'Drag to make colours weaker or stronger.',
  operation: 'sponge',
  start: (context) => new StrokeSession(context, { operation: 'sponge', shows: 'engine' }),
} satisfies Tool;
