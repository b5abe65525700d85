import bucket from 'lucide-static/icons/paint-bucket.svg?raw';
import { remember } from '../colour/palette';
import { paintOptions } from '../masks/edit-target';
import { operationParams } from './operation-params';
import { foregroundParams, foregroundWell } from './stroke/foreground';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

/** Fills the area of similar colour that is clicked. */
class Bucket implements ToolSession {
  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return 'crosshair';
  }

  down({ x, y }: ToolPointer): void {
    const { workspace, values } = this.context;
    const colour = foregroundParams();
    remember(String(colour['colour']));
    const params = { ...operationParams('fill', values), ...colour, place: [x, y] };
    void workspace.run('fill', params, paintOptions());
  }

  move(): void {}

  up(): void {}

  cancel(): void {}

  options() {
    return foregroundWell();
  }

  end(): void {}
}

export default {
  name: 'fill',
  label: 'Paint bucket',
  icon: bucket,
  group: 'paint',
  key: 'G',
  position: 2,
  hint: 'Click to fill an area of similar colour with the foreground colour.',
  operation: 'fill',
  omits: ['colour', 'place'],
  start: (context) => new Bucket(context),
} satisfies Tool;
