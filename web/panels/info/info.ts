import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { checkers } from '../../colour/checkers';
import { parse, toHex } from '../../colour/colour';
import { toHsl } from '../../colour/hsl';
import { t } from '../../language/words';
import '../../shell/icon-button';
import { Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { properties } from '../../styles/properties';
import { shared } from '../../styles/shared';
import { removeSampler, samplers } from '../../tools/samplers';
import type { Point } from '../../viewport/view';
import { AfterRest } from '../after-rest';
import { panelStyles } from '../panel.styles';
import { infoStyles } from './info.styles';
import { Pointed } from './pointed';

/** The place and the colour under the pointer, how much is selected, and the colours of watched places. */
@customElement('ff-info')
export class Info extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  /** Where the selection is: x, y, width, height. */
  @state() private selection: number[] | null = null;
  /** The colours of the watched places, in their order. */
  @state() private colours: (string | null)[] = [];

  private readonly watch = new Watch(this, (state) => ({
    document: state.document,
    places: samplers(state),
  }));
  private readonly pointed = new Pointed(this);
  private read: readonly Point[] = [];

  constructor() {
    super();
    new AfterRest(this, async (document) => {
      this.pointed.refresh();
      await this.readSamplers();
      const isSelected = document !== null && document.selection !== null;
      this.selection = isSelected ? (await this.workspace.editor.bounds()).selection : null;
    });
  }

  protected override updated(): void {
    if (this.read !== this.watch.value.places) void this.readSamplers();
  }

  private async readSamplers(): Promise<void> {
    const { places } = this.watch.value;
    this.read = places;
    const { editor } = this.workspace;
    const found = await Promise.all(places.map(({ x, y }) => editor.pick(x, y).catch(() => null)));
    if (places === this.watch.value.places) this.colours = found.map((each) => each?.colour ?? null);
  }

  protected override render() {
    const { document, places } = this.watch.value;
    if (!document) {
      return html`<p class="quiet">${t('Open a picture, then point at it to read places and colours.')}</p>`;
    }
    const { place, colour } = this.pointed;
    return html`
      <div class="reading">${this.renderColour(place ? colour : null)}</div>
      <dl class="number">
        <div>
          <dt>X</dt>
          <dd>${place?.x ?? '–'}</dd>
        </div>
        <div>
          <dt>Y</dt>
          <dd>${place?.y ?? '–'}</dd>
        </div>
        ${this.renderSelection()}
      </dl>
      ${
        places.length
          ? html`<ul aria-label=${t('Watched places')}>
              ${places.map((each, index) => this.renderSampler(each, index))}
            </ul>`
          : html`<p class="quiet hint">
              ${t('The colour sampler watches the colours of up to four places.')}
            </p>`
      }
    `;
  }

  private renderSelection() {
    const [, , width, height] = this.selection ?? [];
    return html`<div class="wide">
      <dt>${t('Selected')}</dt>
      <dd>${width === undefined ? '–' : `${width} × ${height}`}</dd>
    </div>`;
  }

  private renderSampler({ x, y }: Point, index: number) {
    const number = index + 1;
    return html`
      <li>
        <div class="mark">
          <span>${number}</span><span class="quiet number">${Math.floor(x)}, ${Math.floor(y)}</span>
          <ff-icon-button
            icon="close"
            label=${t('Remove place {number}', { number })}
            @click=${() => removeSampler(index)}
          ></ff-icon-button>
        </div>
        ${this.renderColour(this.colours[index] ?? null)}
      </li>
    `;
  }

  /** A colour in three ways of writing it; dashes keep the place of one that is not there. */
  private renderColour(colour: string | null) {
    const rgb = colour === null ? null : parse(colour);
    const hsl = rgb && toHsl(rgb);
    const whole = (value: number | undefined) => (value === undefined ? '–' : Math.round(value));
    const opacity = rgb && rgb.alpha < 1 ? t('{alpha} % opaque', { alpha: Math.round(rgb.alpha * 100) }) : '';
    return html`
      <div class="colour number">
        <span class="swatch" ${properties({ '--colour': colour ?? 'transparent' })}></span>
        <dl>
          ${[
            ['R', whole(rgb?.red)],
            ['G', whole(rgb?.green)],
            ['B', whole(rgb?.blue)],
            ['H', hsl ? `${whole(hsl.hue)}°` : '–'],
            ['S', hsl ? `${whole(hsl.saturation)} %` : '–'],
            ['L', hsl ? `${whole(hsl.lightness)} %` : '–'],
          ].map(
            ([name, value]) =>
              html`<div>
                <dt>${name}</dt>
                <dd>${value}</dd>
              </div>`,
          )}
        </dl>
        <span class="hex">${rgb ? toHex({ ...rgb, alpha: 1 }) : '–'}</span>
        ${opacity ? html`<span class="quiet">${opacity}</span>` : nothing}
      </div>
    `;
  }

  static override styles = [shared, panelStyles, checkers, infoStyles];
}
