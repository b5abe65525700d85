import pencil from 'lucide-static/icons/pencil.svg?raw';
import { foregroundParams, foregroundWell } from './stroke/foreground';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'pencil',
  label: 'Pencil',
  icon: pencil,
  group: 'paint',
  key: 'B',
  position: 2,
  hint: 'Drag to draw with a hard edge. Click with Shift for a straight line from the last stroke.',
  operation: 'pencil',
  omits: ['colour'],
  start: (context) =>
    new StrokeSession(context, {
      operation: 'pencil',
      shows: 'paint',
      aliased: true,
      params: foregroundParams,
      options: foregroundWell,
    }),
} satisfies Tool;
