import drawing from 'lucide-static/icons/brush.svg?raw';
import { foregroundParams, foregroundWell } from './stroke/foreground';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'brush',
  label: 'Brush',
  icon: drawing,
  group: 'paint',
  key: 'B',
  position: 1,
  hint: 'Drag to paint. Click with Shift for a straight line from the last stroke. [ and ] change the size.',
  operation: 'brush',
  omits: ['colour'],
  start: (context) =>
    new StrokeSession(context, {
      operation: 'brush',
      shows: 'paint',
      params: foregroundParams,
      options: foregroundWell,
    }),
} satisfies Tool;
