import sharpen from 'lucide-static/icons/triangle.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'sharpen_brush',
  label: 'Sharpen',
  icon: sharpen,
  group: 'retouch',
  key: 'Y',
  position: 2,
  hint: 'Drag to make crisper.',
  operation: 'sharpen_brush',
  start: (context) => new StrokeSession(context, { operation: 'sharpen_brush', shows: 'engine' }),
} satisfies Tool;
