import drawing from 'lucide-static/icons/pipette.svg?raw';
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { t } from '../language/words';
import { remember, setColour } from '../colour/palette';
import { store } from '../shell/state';
import { addSampler } from './samplers';
import type { Tool, ToolContext, ToolPointer, ToolSession } from './tool';

const SIZES = [1, 3, 5, 11, 31, 51, 101];
const RADIUS = 36;
const WIDTH = 12;

/** Takes a colour from the picture. */
class Eyedropper implements ToolSession {
  private pressed: ToolPointer | null = null;
  private before = '';
  private found: string | null = null;
  private next: ToolPointer | null = null;
  private isAsking = false;

  constructor(private readonly context: ToolContext) {}

  cursor(): string {
    return 'crosshair';
  }

  down(pointer: ToolPointer): void {
    if (pointer.shift) {
      addSampler(pointer);
      return;
    }
    this.before = store.state.palette[this.target(pointer)];
    this.found = null;
    this.move(pointer, true);
  }

  move(pointer: ToolPointer, isFirst = false): void {
    if (!this.pressed && !isFirst) return;
    this.pressed = pointer;
    this.next = pointer;
    if (!this.isAsking) void this.ask();
  }

  up(pointer: ToolPointer): void {
    this.move(pointer);
    this.pressed = null;
  }

  cancel(): void {
    if (this.pressed) setColour(this.target(this.pressed), this.before);
    this.pressed = null;
    this.next = null;
  }

  end(): void {}

  overlay(): SVGTemplateResult {
    const { pressed, found, before } = this;
    if (!pressed || !found) return svg``;
    const { screenX: x, screenY: y } = pressed;
    const half = (sweep: 0 | 1) => `M${x - RADIUS} ${y}A${RADIUS} ${RADIUS} 0 0 ${sweep} ${x + RADIUS} ${y}`;
    return svg`
      <path d=${half(1)} fill="none" stroke=${found.slice(0, 7)} stroke-width=${WIDTH} />
      <path d=${half(0)} fill="none" stroke=${before.slice(0, 7)} stroke-width=${WIDTH} />
      <circle class="line" cx=${x} cy=${y} r=${RADIUS + WIDTH / 2} />
      <circle class="line" cx=${x} cy=${y} r=${RADIUS - WIDTH / 2} />
    `;
  }

  options(): TemplateResult {
    const { context } = this;
    return html`
      <label class="field">
        <span class="quiet">${t('Sample')}</span>
        <select
          @change=${(event: Event & { target: HTMLSelectElement }) => context.set('size', event.target.value)}
        >
          ${SIZES.map(
            (size) =>
              html`<option value=${size} ?selected=${size === this.size}>
                ${size === 1 ? t('That pixel') : t('Average of {size} × {size}', { size })}
              </option>`,
          )}
        </select>
      </label>
      <label class="field">
        <input
          type="checkbox"
          .checked=${this.allLayers}
          @change=${(event: Event & { target: HTMLInputElement }) => context.set('all_layers', event.target.checked)}
        />
        <span>${t('All layers')}</span>
      </label>
    `;
  }

  private get size(): number {
    return Number(this.context.values['size'] ?? 1);
  }

  private get allLayers(): boolean {
    return Boolean(this.context.values['all_layers'] ?? true);
  }

  private target({ alt }: ToolPointer): 'foreground' | 'background' {
    return alt ? 'background' : 'foreground';
  }

  /** Asks for the colour under the pointer; of places that come meanwhile only for the newest. */
  private async ask(): Promise<void> {
    const { workspace, redraw } = this.context;
    this.isAsking = true;
    try {
      for (let place = this.take(); place; place = this.take()) {
        const { size, allLayers } = this;
        const { colour } = await workspace.editor.pick(place.x, place.y, { size, allLayers });
        if (!colour || colour.endsWith('00')) continue; // Nothing is there to take.
        this.found = colour;
        setColour(this.target(place), colour);
        redraw();
      }
      if (this.found && !this.pressed) remember(this.found.slice(0, 7));
    } catch (error) {
      workspace.fail(error);
    } finally {
      this.isAsking = false;
    }
  }

  private take(): ToolPointer | null {
    const { next } = this;
    this.next = null;
    return next;
  }
}

export default {
  name: 'eyedropper',
  label: 'Eyedropper',
  icon: drawing,
  group: 'sample',
  key: 'I',
  hint: 'Click or drag to take the foreground colour, with Alt the background colour. Shift+click watches a place.',
  start: (context) => new Eyedropper(context),
} satisfies Tool;
