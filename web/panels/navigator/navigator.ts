import { html, LitElement, svg } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import '../../controls/number-field';
import type { NumberField } from '../../controls/number-field';
import { sliderStyles } from '../../controls/slider.styles';
import { t } from '../../language/words';
import '../../shell/icon-button';
import { store, Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { properties } from '../../styles/properties';
import { shared } from '../../styles/shared';
import { MAX_ZOOM, MIN_ZOOM, type Point } from '../../viewport/view';
import { AfterRest } from '../after-rest';
import { panelStyles } from '../panel.styles';
import { drawSmall } from '../small-picture';
import { navigatorStyles } from './navigator.styles';

/** Pixels of the longer side, on screens of twice the density too. */
const SIZE = 480;
/** The share of the seen part by which an arrow key moves it. */
const STRIDE = 0.1;

const STRIDES: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The whole picture with a frame around what is seen of it; dragging the frame moves the view. */
@customElement('ff-navigator')
export class Navigator extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  /** The corners of what is seen, in pixels of the picture. */
  @state() private corners: Point[] = [];
  @query('canvas') private canvas!: HTMLCanvasElement;

  private readonly watch = new Watch(this, ({ document, zoom, language }) => ({ document, zoom, language }));
  /** From where the frame is held to its middle. */
  private held: Point = { x: 0, y: 0 };
  private end = (): void => {};

  constructor() {
    super();
    new AfterRest(this, async (document) => {
      if (!document) return;
      const answer = await this.workspace.editor.ask('overview', { size: SIZE });
      await this.updateComplete;
      if (this.canvas) drawSmall(this.canvas, answer);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.end = this.workspace.editor.on('frame', () => this.follow());
    this.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.end();
  }

  private follow(): void {
    const { view } = this.workspace;
    const { size } = view;
    const corners = [
      { x: 0, y: 0 },
      { x: size.width, y: 0 },
      { x: size.width, y: size.height },
      { x: 0, y: size.height },
    ].map((corner) => view.toPicture(corner));
    const isSame = corners.every(
      ({ x, y }, index) => x === this.corners[index]?.x && y === this.corners[index]?.y,
    );
    if (!isSame) this.corners = corners;
  }

  private look(centreX: number, centreY: number): void {
    const { view } = this.workspace;
    view.view = { ...view.view, centreX, centreY, fitted: false };
  }

  private handlePointer(event: PointerEvent & { currentTarget: HTMLElement }): void {
    const { document } = store.state;
    if (!document || (event.type === 'pointermove' && event.buttons === 0)) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * document.width;
    const y = ((event.clientY - top) / height) * document.height;
    if (event.type === 'pointerdown') {
      event.currentTarget.setPointerCapture(event.pointerId);
      const { centreX, centreY } = this.workspace.view.view;
      // The frame is held where it is pressed; beside it, its middle comes to the pointer.
      this.held = this.isFramed(x, y) ? { x: centreX - x, y: centreY - y } : { x: 0, y: 0 };
    }
    this.look(x + this.held.x, y + this.held.y);
  }

  private isFramed(x: number, y: number): boolean {
    const isWithin = (value: number, sides: number[]) =>
      value >= Math.min(...sides) && value <= Math.max(...sides);
    return (
      isWithin(
        x,
        this.corners.map((corner) => corner.x),
      ) &&
      isWithin(
        y,
        this.corners.map((corner) => corner.y),
      )
    );
  }

  private handleKey(event: KeyboardEvent): void {
    const stride = STRIDES[event.key];
    const [first, , third] = this.corners;
    if (!stride || !first || !third || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const { centreX, centreY } = this.workspace.view.view;
    this.look(
      centreX + stride[0] * STRIDE * Math.abs(third.x - first.x),
      centreY + stride[1] * STRIDE * Math.abs(third.y - first.y),
    );
  }

  protected override render() {
    const { document } = this.watch.value;
    if (!document) {
      return html`<p class="quiet">
        ${t('Open a picture to find your way around it while it is enlarged.')}
      </p>`;
    }
    const { width, height } = document;
    const points = this.corners.map(({ x, y }) => `${x},${y}`).join(' ');
    return html`
      <div class="stage">
        <div
          class="picture"
          tabindex="0"
          role="application"
          aria-label=${t('The part that is seen. Arrow keys move it.')}
          ${properties({ '--width': String(width), '--height': String(height) })}
          @pointerdown=${this.handlePointer}
          @pointermove=${this.handlePointer}
          @keydown=${this.handleKey}
        >
          <canvas width="1" height="1"></canvas>
          <svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true">
            ${svg`<path class="dim" d="M0 0H${width}V${height}H0ZM${points.replaceAll(' ', 'L')}Z" />
              <polygon class="rim" points=${points} /><polygon class="line" points=${points} />`}
          </svg>
        </div>
      </div>
      ${this.renderZoom()}
    `;
  }

  /** Where the zoom stands between the least and the most, as the eye sees it. */
  private get share(): number {
    return Math.log(this.watch.value.zoom / MIN_ZOOM) / Math.log(MAX_ZOOM / MIN_ZOOM);
  }

  /** The slider's own style draws its rail up to this. */
  protected override updated(): void {
    this.style.setProperty('--to', String(this.share));
  }

  private renderZoom() {
    const { share } = this;
    const { view } = this.workspace;
    const percent = 100 * this.watch.value.zoom;
    const slide = ({ target }: Event & { target: HTMLInputElement }) =>
      view.zoomTo(MIN_ZOOM * (MAX_ZOOM / MIN_ZOOM) ** target.valueAsNumber);
    const type = ({ target }: Event & { target: NumberField }) => view.zoomTo(target.value / 100);
    return html`
      <div class="zoom">
        <ff-icon-button icon="zoomOut" label=${t('Zoom out')} @click=${() => view.zoomOut()}></ff-icon-button>
        <div class="slide">
          <input
            type="range"
            min="0"
            max="1"
            step="0.005"
            .value=${String(share)}
            aria-label=${t('Zoom')}
            aria-valuetext=${`${Math.round(percent)} %`}
            @input=${slide}
          />
        </div>
        <ff-icon-button icon="zoomIn" label=${t('Zoom in')} @click=${() => view.zoomIn()}></ff-icon-button>
        <ff-number-field
          label=${t('Zoom')}
          unit="%"
          .value=${Number(percent.toFixed(1))}
          .step=${percent < 10 ? 0.1 : 1}
          .minimum=${100 * MIN_ZOOM}
          .maximum=${100 * MAX_ZOOM}
          @input=${type}
        ></ff-number-field>
      </div>
    `;
  }

  static override styles = [shared, panelStyles, sliderStyles, navigatorStyles];
}
