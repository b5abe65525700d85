import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { t } from '../../language/words';
import type { Point } from '../../viewport/viewport';
import { notify } from '../../shell/toasts';
import { toolOption } from '../tool-option';
import type { ToolContext, ToolPointer } from '../tool';

import type { Brush } from './brush';
import { StrokeSession } from './stroke-session';
import { crossMark } from './tip-cursor';

const ALIGNED = { kind: 'toggle', name: 'aligned', label: 'Aligned', default: true } as const;

/** Where painting copies from. Alt sets the place; the first stroke after that fixes how far away it lies. */
class Source {
  place: Point | null = null;
  private offset: Point | null = null;

  set(place: Point): void {
    this.place = place;
    this.offset = null;
  }

  /** How far from a stroke's beginning its source lies; whole pixels, so that nothing is resampled. */
  begin(at: Point, isAligned: boolean): Point | null {
    if (!this.place) return null;
    if (!this.offset || !isAligned) {
      this.offset = { x: Math.round(this.place.x - at.x), y: Math.round(this.place.y - at.y) };
    }
    return this.offset;
  }

  /** The place that is copied when the pointer is here. */
  under(at: Point, moves: boolean): Point | null {
    if (!this.offset || !moves) return this.place;
    return { x: at.x + this.offset.x, y: at.y + this.offset.y };
  }
}

/** Strokes that copy from another place of the picture. */
export class SourceSession extends StrokeSession {
  private isSetting = false;
  /** The button was pressed that lets the next click choose where to copy from. */
  private isChoosing = false;

  constructor(
    context: ToolContext,
    brush: Omit<Brush, 'params'>,
    private readonly source = new Source(),
  ) {
    super(context, {
      ...brush,
      params: () => {
        const { x, y } = source.under({ x: 0, y: 0 }, true) ?? { x: 0, y: 0 };
        return { source: [x, y] };
      },
    });
  }

  override cursor(): string {
    return this.isSetting ? 'crosshair' : super.cursor();
  }

  override hover(pointer: ToolPointer): void {
    this.isSetting = pointer.alt || this.isChoosing;
    super.hover(pointer);
  }

  override down(pointer: ToolPointer): void {
    this.place = pointer;
    this.isSetting = pointer.alt;
    if (pointer.alt || this.isChoosing) {
      this.isChoosing = false;
      this.source.set({ x: pointer.x, y: pointer.y });
    } else if (this.source.begin(pointer, this.isAligned)) {
      super.down(pointer);
    } else {
      notify(
        t('Choose first where to copy from: press Alt and click there, or use the button above the picture.'),
      );
    }
  }

  override overlay(): SVGTemplateResult {
    const from = this.place && this.source.under(this.place, this.isAligned || this.isDrawing);
    return svg`${super.overlay()}${from ? crossMark(this.context.view.toScreen(from)) : svg``}`;
  }

  override options(): TemplateResult {
    return html`<button
        class="button outlined"
        aria-pressed=${this.isChoosing}
        @click=${() => {
          this.isChoosing = !this.isChoosing;
          this.context.redraw();
        }}
      >
        ${t('Choose source')}
      </button>
      ${toolOption(this.context, ALIGNED, t('Strokes keep the same distance to where they copy from.'))}`;
  }

  protected override get hidesTip(): boolean {
    return this.isSetting;
  }

  private get isAligned(): boolean {
    return this.context.values['aligned'] !== false;
  }
}
