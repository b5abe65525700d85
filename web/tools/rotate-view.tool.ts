import drawing from 'lucide-static/icons/rotate-cw-square.svg?raw';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { t } from '../language/words';
import '../controls/number-field';
import type { NumberField } from '../controls/number-field';
import rotate from './cursors/rotate.svg?url';
import { label } from './outline';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const STEP = 15;

/** Turns the view, as one turns a sheet of paper; the picture stays as it is. */
class RotateView implements ToolSession {
  private drag: { from: ToolPointer; to: ToolPointer; rotation: number } | null = null;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return `url(${rotate}) 12 12, alias`;
  }

  down(pointer: ToolPointer): void {
    this.drag = { from: pointer, to: pointer, rotation: this.rotation };
  }

  move(pointer: ToolPointer): void {
    const { drag } = this;
    if (!drag) return;
    drag.to = pointer;
    const goal = drag.rotation + this.angleOf(pointer) - this.angleOf(drag.from);
    this.turnTo(pointer.shift ? Math.round(goal / STEP) * STEP : Math.round(goal * 10) / 10);
  }

  up(): void {
    this.drag = null;
  }

  doubleClick(): void {
    this.turnTo(0);
  }

  cancel(): void {
    if (this.drag) this.turnTo(this.drag.rotation);
    this.drag = null;
  }

  end(): void {}

  overlay(): SVGTemplateResult {
    return this.drag ? label(`${this.rotation.toFixed(1)}°`, this.drag.to) : svg``;
  }

  options(): TemplateResult {
    return html`
      <span class="field">
        <span class="quiet" aria-hidden="true">${t('Angle')}</span>
        <ff-number-field
          label=${t('Angle of the view')}
          .value=${this.rotation}
          .step=${0.1}
          .minimum=${-180}
          .maximum=${180}
          unit="°"
          @input=${(event: Event & { target: NumberField }) => this.turnTo(event.target.value)}
        ></ff-number-field>
      </span>
      <button class="button" ?disabled=${this.rotation === 0} @click=${() => this.turnTo(0)}>
        ${t('Upright')}
      </button>
    `;
  }

  private get rotation(): number {
    return this.context.view.viewport.rotation;
  }

  private turnTo(degrees: number): void {
    this.context.view.viewport.rotate(degrees);
    this.context.redraw();
  }

  /** Where the pointer is around the middle of the stage, in degrees. */
  private angleOf({ screenX, screenY }: ToolPointer): number {
    const { width, height } = this.context.view.viewport.size;
    return (Math.atan2(screenY - height / 2, screenX - width / 2) / Math.PI) * 180;
  }
}

export default {
  name: 'rotate_view',
  label: 'Rotate view',
  icon: drawing,
  group: 'view',
  key: 'R',
  hint: 'Drag to turn the view, with Shift in steps of 15°. A double-click sets it upright.',
  start: (context) => new RotateView(context),
} satisfies Tool;
