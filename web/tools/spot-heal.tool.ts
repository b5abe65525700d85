import spot from 'lucide-static/icons/bandage.svg?raw';
import { StrokeSession } from './stroke/stroke-session';
import type { Tool } from './tool';

export default {
  name: 'spot_heal',
  label: 'Spot healing',
  icon: spot,
  group: 'retouch',
  key: 'J',
  position: 1,
  hint: 'Paint over a spot or a scratch, and it goes when you let go.',
  operation: 'spot_heal',
  start: (context) => new StrokeSession(context, { operation: 'spot_heal', shows: 'way' }),
} satisfies Tool;
