import sparkle from 'lucide-static/icons/sparkle.svg?raw';
import { SourceSession } from './stroke/source-session';
import type { Tool } from './tool';

export default {
  name: 'healing_brush',
  label: 'Healing brush',
  icon: sparkle,
  group: 'retouch',
  key: 'J',
  position: 2,
  hint: 'Press Alt and click where to copy from, then paint: texture is copied, light and colour stay.',
  operation: 'healing_brush',
  omits: ['source'],
  start: (context) => new SourceSession(context, { operation: 'healing_brush', shows: 'way' }),
} satisfies Tool;
