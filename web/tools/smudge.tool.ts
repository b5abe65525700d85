import smudge from 'lucide-static/icons/pointer.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'smudge',
  label: 'Smudge',
  icon: smudge,
  group: 'retouch',
  key: 'Y',
  position: 3,
  hint: 'Drag to smear colours like wet paint.',
  operation: 'smudge',
  start: (context) => new StrokeSession(context, { operation: 'smudge', shows: 'engine' }),
} satisfies Tool;
