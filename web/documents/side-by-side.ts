import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { buttons, shared } from '../styles/shared';

const MOST = 16;
const STEP = 1.25;
const NUDGE = 48;

/** Two pictures of one size side by side, seen at the same place and zoom: dragging, wheel and keys move both. */
@customElement('ff-side-by-side')
export class SideBySide extends LitElement {
  @property({ attribute: false }) original: ImageBitmap | null = null;
  @property({ attribute: false }) exported: ImageBitmap | null = null;
  /** What is said in place of the second picture. */
  @property() placeholder = '';

  /** CSS pixels per picture pixel; at 100 % each picture pixel is one of the screen. */
  @state() private zoom = 1 / devicePixelRatio;
  /** The place of the picture in the middle, 0..1 of its size. */
  @state() private middle = { x: 0.5, y: 0.5 };

  @queryAll('canvas') private canvases!: NodeListOf<HTMLCanvasElement>;

  private readonly sizes = new ResizeObserver(() => this.draw());
  private grip: { x: number; y: number } | null = null;

  protected override firstUpdated(): void {
    for (const canvas of this.canvases) this.sizes.observe(canvas);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.sizes.disconnect();
  }

  protected override updated(_changed: PropertyValues): void {
    this.draw();
  }

  private get size(): { width: number; height: number } {
    return this.original ?? this.exported ?? { width: 1, height: 1 };
  }

  private draw(): void {
    const [first, second] = this.canvases;
    if (first) this.paint(first, this.original);
    if (second) this.paint(second, this.exported);
  }

  private paint(canvas: HTMLCanvasElement, picture: ImageBitmap | null): void {
    const density = devicePixelRatio;
    canvas.width = Math.round(canvas.clientWidth * density);
    canvas.height = Math.round(canvas.clientHeight * density);
    const context = canvas.getContext('2d');
    if (!context || !picture) return;
    const zoom = this.zoom * density;
    context.imageSmoothingEnabled = zoom < 1;
    context.imageSmoothingQuality = 'high';
    const { width, height } = this.size;
    const left = Math.round(canvas.width / 2 - this.middle.x * width * zoom);
    const top = Math.round(canvas.height / 2 - this.middle.y * height * zoom);
    context.drawImage(picture, left, top, Math.round(width * zoom), Math.round(height * zoom));
  }

  private move(dx: number, dy: number): void {
    const within = (value: number) => Math.min(1, Math.max(0, value));
    const { width, height } = this.size;
    this.middle = {
      x: within(this.middle.x - dx / (width * this.zoom)),
      y: within(this.middle.y - dy / (height * this.zoom)),
    };
  }

  private get whole(): number {
    const [canvas] = this.canvases;
    const { width, height } = this.size;
    return canvas ? Math.min(canvas.clientWidth / width, canvas.clientHeight / height) : 1;
  }

  private zoomTo(zoom: number): void {
    const least = Math.min(this.whole, 1 / devicePixelRatio);
    this.zoom = Math.min(MOST, Math.max(least, zoom));
    if (this.zoom <= this.whole) this.middle = { x: 0.5, y: 0.5 };
  }

  private handleWheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoomTo(this.zoom * STEP ** -Math.sign(event.deltaY));
  }

  private handleKey(event: KeyboardEvent): void {
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [NUDGE, 0],
      ArrowRight: [-NUDGE, 0],
      ArrowUp: [0, NUDGE],
      ArrowDown: [0, -NUDGE],
    };
    const move = moves[event.key];
    if (move) this.move(...move);
    else if (event.key === '+' || event.key === '=') this.zoomTo(this.zoom * STEP);
    else if (event.key === '-') this.zoomTo(this.zoom / STEP);
    else if (event.key === '1') this.zoomTo(1 / devicePixelRatio);
    else if (event.key === '0') this.zoomTo(this.whole);
    else return;
    event.preventDefault();
  }

  private handleDown(event: PointerEvent & { currentTarget: HTMLElement }): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    this.grip = { x: event.clientX, y: event.clientY };
  }

  private handleMove(event: PointerEvent): void {
    if (!this.grip) return;
    this.move(event.clientX - this.grip.x, event.clientY - this.grip.y);
    this.grip = { x: event.clientX, y: event.clientY };
  }

  protected override render() {
    const percent = Math.round(this.zoom * devicePixelRatio * 100);
    return html`
      <div
        class="pictures"
        role="group"
        tabindex="0"
        aria-label=${t('Original and exported picture. Arrow keys move them, plus and minus zoom.')}
        @wheel=${this.handleWheel}
        @keydown=${this.handleKey}
        @pointerdown=${this.handleDown}
        @pointermove=${this.handleMove}
        @pointerup=${() => (this.grip = null)}
        @pointercancel=${() => (this.grip = null)}
      >
        <figure>
          <canvas></canvas>
          <figcaption>${t('Original')}</figcaption>
        </figure>
        <figure>
          <canvas></canvas>
          ${this.exported ? '' : html`<p>${this.placeholder}</p>`}
          <figcaption>${t('Exported')}</figcaption>
        </figure>
      </div>
      <div class="zoom">
        <span class="number quiet">${percent} %</span>
        <button class="button" type="button" @click=${() => this.zoomTo(this.whole)}>${t('Whole')}</button>
        <button class="button" type="button" @click=${() => this.zoomTo(1 / devicePixelRatio)}>100 %</button>
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      :host {
        display: grid;
        grid-template-rows: minmax(0, 1fr) auto;
        min-height: 0;
      }

      .pictures {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 1px;
        min-height: 0;
        overflow: hidden;
        border-radius: var(--radius);
        background: var(--line);
        cursor: grab;
        touch-action: none;
      }

      .pictures:active {
        cursor: grabbing;
      }

      figure {
        position: relative;
        min-width: 0;
        min-height: 0;
        margin: 0;
        background: repeating-conic-gradient(var(--checker-a) 0 25%, var(--checker-b) 0 50%) 0 0 / 1rem 1rem;
      }

      canvas {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
      }

      figcaption {
        position: absolute;
        bottom: 0.5rem;
        left: 0.5rem;
        padding: 0 0.375rem;
        border-radius: 0.25rem;
        background: var(--panel);
        font-size: var(--small);
        line-height: 1.25rem;
      }

      p {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        margin: 0;
        padding: 1rem;
        background: var(--canvas);
        color: var(--quiet);
        text-align: center;
      }

      .zoom {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        padding-top: 0.25rem;
      }

      .zoom .number {
        flex: 1;
      }
    `,
  ];
}
