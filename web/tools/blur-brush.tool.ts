import blur from 'lucide-static/icons/droplet.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'blur_brush',
  label: 'Blur',
  icon: blur,
  group: 'retouch',
  key: 'Y',
  position: 1,
  hint: 'Drag to soften.',
  operation: 'blur_brush',
  start: (context) => new StrokeSession(context, { operation: 'blur_brush', shows: 'engine' }),
} satisfies Tool;
