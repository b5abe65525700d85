import drawing from 'lucide-static/icons/circle-dashed.svg?raw';
import { Marquee } from './marquee';
import { ellipseIn } from './outline';
import type { Tool } from './tool';

export default {
  name: 'select_ellipse',
  label: 'Elliptical marquee',
  icon: drawing,
  group: 'select',
  key: 'M',
  position: 1,
  hint: 'Drag to select. Shift adds, Alt takes away; while dragging Shift makes a circle, Alt starts in the middle.',
  operation: 'select_ellipse',
  start: (context) => new Marquee(context, 'select_ellipse', ellipseIn),
} satisfies Tool;
