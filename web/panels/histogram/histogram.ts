import { html, LitElement, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { areaOf, peakOf, TOP } from '../../controls/histogram-area';
import type { HistogramInfo } from '../../generated/protocol';
import { icon } from '../../icons';
import { t } from '../../language/words';
import { Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';
import { properties } from '../../styles/properties';
import { AfterRest } from '../after-rest';
import { clippedShare, meanOf, medianOf, totalOf } from './counts';
import { histogramStyles } from './histogram.styles';

type Seen = 'colours' | keyof HistogramInfo;
type End = 'shadows' | 'highlights';

const COLOURS = ['red', 'green', 'blue'] as const;

/** How light and colours are spread over the picture, and what of it is clipped. */
@customElement('ff-histogram')
export class Histogram extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private seen: Seen = 'colours';
  /** The value under the pointer. */
  @state() private pointed: number | null = null;

  private readonly watch = new Watch(this, ({ document, inspection, language }) => ({
    document,
    inspection,
    language,
  }));
  @state() private whole: HistogramInfo | null = null;

  constructor() {
    super();
    new AfterRest(this, async (document) => {
      this.whole = document ? await this.workspace.editor.histogram('picture', true) : null;
    });
  }

  /** The counts that the numbers are about. */
  private get counts(): number[] | undefined {
    return this.whole?.[this.seen === 'colours' ? 'luma' : this.seen];
  }

  private point({ currentTarget, clientX }: PointerEvent & { currentTarget: HTMLElement }): void {
    const { left, width } = currentTarget.getBoundingClientRect();
    this.pointed = Math.min(TOP, Math.max(0, Math.round(((clientX - left) / width) * TOP)));
  }

  private percent(share: number): string {
    const { language } = this.watch.value;
    return share.toLocaleString(language, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 });
  }

  protected override render() {
    const { document } = this.watch.value;
    const leave = () => (this.pointed = null);
    return html`
      <div
        class="plot"
        role="img"
        aria-label=${this.summary()}
        @pointermove=${this.point}
        @pointerdown=${this.point}
        @pointerleave=${leave}
        @pointercancel=${leave}
      >
        ${this.whole ? this.renderAreas(this.whole) : nothing}
        ${document ? nothing : html`<p class="quiet">${t('Open a picture to see how its tones are spread.')}</p>`}
        ${this.renderPointed()}
      </div>
      <div class="row">
        ${this.renderEnd('shadows', t('Show clipped shadows'))} ${this.renderChoice()}
        ${this.renderEnd('highlights', t('Show clipped highlights'))}
      </div>
    `;
  }

  private summary(): string {
    const { counts } = this;
    if (!counts) return t('Histogram');
    return t('Histogram. Mean {mean}, median {median}.', {
      mean: Math.round(meanOf(counts)),
      median: medianOf(counts),
    });
  }

  private renderAreas(counts: HistogramInfo) {
    const channels = this.seen === 'colours' ? COLOURS : [this.seen];
    const peak = Math.max(...channels.map((channel) => peakOf(counts[channel])));
    return html`
      <svg viewBox="0 0 ${TOP} 1" preserveAspectRatio="none" aria-hidden="true">
        ${channels.map((channel) => svg`<path class=${channel} d=${areaOf(counts[channel], peak)} />`)}
      </svg>
    `;
  }

  private renderPointed() {
    const { counts, pointed } = this;
    if (!counts || pointed === null) return nothing;
    const share = (counts[pointed] ?? 0) / Math.max(1, totalOf(counts));
    return html`
      <div class="line" ${properties({ '--at': String(pointed / TOP) })}></div>
      <p class="numbers number">
        <span>${t('Mean {mean}', { mean: Math.round(meanOf(counts)) })}</span>
        <span>${t('Median {median}', { median: medianOf(counts) })}</span>
        <span>${t('Level {level}: {share}', { level: pointed, share: this.percent(share) })}</span>
      </p>
    `;
  }

  private renderChoice() {
    const options: [Seen, string][] = [
      ['colours', t('Colours')],
      ['luma', t('Luma')],
      ['red', t('Red')],
      ['green', t('Green')],
      ['blue', t('Blue')],
    ];
    return html`
      <select
        aria-label=${t('Channel')}
        @change=${(event: Event & { target: HTMLSelectElement }) => (this.seen = event.target.value as Seen)}
      >
        ${options.map(([value, label]) => html`<option value=${value} ?selected=${value === this.seen}>${label}</option>`)}
      </select>
    `;
  }

  /** What is clipped at one end, and the switch that marks it on the picture. */
  private renderEnd(end: End, label: string) {
    const counts = this.whole;
    const share = counts ? clippedShare(counts, end) : 0;
    const isOn = this.watch.value.inspection[end];
    return html`
      <button
        class="end ${end} ${share >= 0.001 ? 'clipped' : ''}"
        title=${label}
        aria-label=${counts ? t('{label}: {share}', { label, share: this.percent(share) }) : label}
        aria-pressed=${isOn}
        @click=${() => this.workspace.inspect({ [end]: !isOn })}
      >
        ${icon('clipping')}<span class="number">${counts ? this.percent(share) : ''}</span>
      </button>
    `;
  }

  static override styles = [shared, histogramStyles];
}
