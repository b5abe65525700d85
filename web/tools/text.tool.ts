import drawing from 'lucide-static/icons/type.svg?raw';
import { TextSession } from './text/text-session';
import type { Tool } from './tool';

export default {
  name: 'text',
  label: 'Text',
  icon: drawing,
  group: 'draw',
  key: 'T',
  hint: 'Click to write a line, drag to write in a box, or click a text to change it. Escape ends it.',
  operation: 'text',
  omits: ['text', 'place', 'path', 'anchor'],
  start: (context) => new TextSession(context),
} satisfies Tool;
