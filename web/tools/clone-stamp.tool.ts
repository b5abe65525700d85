import stamp from 'lucide-static/icons/stamp.svg?raw';
import { SourceSession } from './stroke/source-session';
import type { Tool } from './tool';

export default {
  name: 'clone_stamp',
  label: 'Clone stamp',
  icon: stamp,
  group: 'retouch',
  key: 'S',
  position: 0,
  hint: 'Press Alt and click where to copy from, then drag to paint with it.',
  operation: 'clone_stamp',
  omits: ['source'],
  start: (context) => new SourceSession(context, { operation: 'clone_stamp', shows: 'engine' }),
} satisfies Tool;
