import blend from 'lucide-static/icons/blend.svg?raw';
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { t } from '../language/words';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import type { ParameterValue } from '../generated/protocol';
import { editTarget } from '../masks/edit-target';
import { store } from '../shell/state';
import type { Point } from '../viewport/viewport';
import { lineEnd } from './drag-line';
import { LiveOperation } from './live-operation';
import { operationParams } from './operation-params';
import { line, pathOf } from './outline';
import { snap } from './snapping';
import { toolOption } from './tool-option';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const COLOURS = {
  kind: 'choice',
  name: 'colours',
  label: 'Colours',
  default: 'palette',
  options: [
    { value: 'palette', label: 'Foreground to background' },
    { value: 'transparent', label: 'Foreground to transparent' },
    { value: 'own', label: 'Own colours' },
  ],
} as const satisfies Parameters<typeof toolOption>[1];

const NEW_LAYER = { kind: 'toggle', name: 'new_layer', label: 'New layer', default: false } as const;

/** A gradient along a line that is drawn, which the picture follows. */
class GradientSession implements ToolSession {
  private drag: { start: Point; end: Point; live: LiveOperation } | null = null;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return 'crosshair';
  }

  down(pointer: ToolPointer): void {
    const start = snap(pointer, this.context);
    const target = editTarget() ?? (this.context.values['new_layer'] ? 'layer' : 'pixels');
    this.drag = {
      start,
      end: start,
      live: new LiveOperation(this.context.workspace, 'gradient', { target }),
    };
  }

  move(pointer: ToolPointer): void {
    const { drag } = this;
    if (!drag) return;
    drag.end = lineEnd(drag.start, pointer, this.context);
    if (drag.end.x !== drag.start.x || drag.end.y !== drag.start.y) drag.live.submit(this.params(drag));
  }

  up(): void {
    this.drag = null;
  }

  cancel(): void {
    void this.drag?.live.cancel();
    this.drag = null;
  }

  end(): void {
    this.cancel();
  }

  overlay(): SVGTemplateResult {
    if (!this.drag) return svg``;
    const { start, end } = this.drag;
    const { view } = this.context;
    const [from, to] = [view.toScreen(start), view.toScreen(end)];
    return svg`
      ${line(pathOf([start, end], view, { closed: false }))}
      <circle class="handle" cx=${from.x} cy=${from.y} r="4" />
      <circle class="handle" cx=${to.x} cy=${to.y} r="4" />
    `;
  }

  options(): TemplateResult {
    const { context } = this;
    const info = store.state.catalog
      .find(({ name }) => name === 'gradient')
      ?.parameters.find(({ name }) => name === 'gradient');
    const isOwn = this.colours === 'own';
    return html`
      ${toolOption(context, COLOURS)}
      ${
        info && isOwn
          ? renderParameter({
              info,
              value: context.values['gradient'] ?? info.default,
              disabled: false,
              compact: true,
              onChange: ({ value }: ParameterEvent) => context.set('gradient', value),
            })
          : nothing
      }
      ${toolOption(context, NEW_LAYER, t('The gradient becomes a layer that stays editable.'))}
    `;
  }

  private get colours(): string {
    return String(this.context.values['colours'] ?? 'palette');
  }

  private params({ start, end }: { start: Point; end: Point }): Record<string, ParameterValue> {
    const { width, height } = store.state.document ?? { width: 1, height: 1 };
    const percent = ({ x, y }: Point) => [(x / width) * 100, (y / height) * 100];
    const params = operationParams('gradient', this.context.values);
    const { foreground, background } = store.state.palette;
    const second = this.colours === 'palette' ? background : `${foreground}00`;
    if (this.colours !== 'own') {
      params['gradient'] = [
        [0, foreground],
        [1, second],
      ];
    }
    return { ...params, start: percent(start), end: percent(end) };
  }
}

export default {
  name: 'gradient',
  label: 'Gradient',
  icon: blend,
  group: 'paint',
  key: 'G',
  position: 1,
  hint: 'Drag from where the gradient begins to where it ends. Shift turns it in steps.',
  operation: 'gradient',
  omits: ['gradient', 'start', 'end'],
  start: (context) => new GradientSession(context),
} satisfies Tool;
