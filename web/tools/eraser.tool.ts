import eraser from 'lucide-static/icons/eraser.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'eraser',
  label: 'Eraser',
  icon: eraser,
  group: 'paint',
  key: 'E',
  position: 0,
  hint: 'Drag to make the layer transparent. [ and ] change the size.',
  operation: 'eraser',
  start: (context) => new StrokeSession(context, { operation: 'eraser', shows: 'erase' }),
} satisfies Tool;
