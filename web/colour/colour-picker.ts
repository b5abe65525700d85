import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

import { t } from '../language/words';
import { Gesture } from '../controls/gesture';
import { icon } from '../icons';
import { Watch } from '../shell/state';
import { properties } from '../styles/properties';
import { buttons, shared } from '../styles/shared';
import { uniqueId } from '../unique-id';
import { checkers } from './checkers';
import { describe, fromHsv, opaque, parse, readHex, toHex, toHsv, type Hsv, type Rgb } from './colour';
import './colour-area';
import type { ColourArea } from './colour-area';
import { ColourEvent } from './colour-event';
import { pickerStyles } from './colour-picker.styles';
import './colour-rail';
import type { ColourRail } from './colour-rail';
import { canPick, pickColour } from './screen-pick';
import './swatches';

const RAINBOW = [0, 60, 120, 180, 240, 300, 360].map((hue) => `hsl(${hue} 100% 50%)`).join(', ');
type Model = 'hsv' | 'rgb';

/** Chooses a colour: square and hue, numbers as HSV or RGB, hex, the screen's own colours, recent ones, swatches. */
@customElement('ff-colour-picker')
export class ColourPicker extends LitElement {
  /** `#rrggbb`, or `#rrggbbaa` where it is not opaque. */
  @property() value = '#000000';
  /** Whether the colour may be transparent. */
  @property({ type: Boolean }) alpha = false;

  // Kept beside the value: grey has no hue of its own, and black no saturation.
  @state() private hsv: Hsv = toHsv(parse('#000000'));
  @state() private model: Model = 'hsv';
  private shown = '';
  /** The colour when the picker was opened, to compare with and to go back to. */
  @state() private original = '#000000';

  private readonly gesture = new Gesture();
  private readonly watch = new Watch(this, ({ palette }) => ({ palette }));

  static override styles = [shared, buttons, checkers, pickerStyles];

  /** Begins anew with the colour that is set. */
  begin(): void {
    this.original = this.value;
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('ff-colour-area')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('value') || this.value === this.shown) return;
    this.hsv = toHsv(parse(this.value));
    this.shown = this.value;
  }

  private change(hsv: Hsv, gesture = this.gesture.current): void {
    this.hsv = hsv;
    const colour = toHex(fromHsv(hsv));
    if (colour === this.value) return;
    this.value = this.shown = colour;
    this.dispatchEvent(new ColourEvent(colour, gesture));
  }

  private changeRgb(rgb: Rgb, gesture?: string): void {
    const { hue, saturation } = this.hsv;
    const next = toHsv(this.alpha ? rgb : { ...rgb, alpha: 1 });
    // What the new colour does not say stays as it was.
    if (next.value === 0) next.saturation = saturation;
    if (next.saturation === 0) next.hue = hue;
    this.change(next, gesture);
  }

  private choose(colour: string): void {
    this.changeRgb(parse(colour), uniqueId());
  }

  private handleHex(event: Event & { target: HTMLInputElement }): void {
    const typed = readHex(event.target.value);
    if (typed) this.changeRgb(typed, uniqueId());
    event.target.value = this.value;
  }

  private async pick(): Promise<void> {
    const colour = await pickColour();
    if (colour) this.choose(colour);
  }

  private rail(label: string, value: number, colours: string, change: (value: number) => void, unit = '%') {
    return html`<ff-colour-rail
      label=${label}
      unit=${unit}
      .value=${value}
      .maximum=${unit === '°' ? 360 : unit ? 100 : 255}
      colours=${colours}
      @scrub-start=${() => this.gesture.begin()}
      @scrub-end=${() => this.gesture.end()}
      @input=${(event: Event & { target: ColourRail }) => change(event.target.value)}
    ></ff-colour-rail>`;
  }

  private renderHsv() {
    const { hsv } = this;
    const at = (change: Partial<Hsv>) => toHex(fromHsv({ ...hsv, ...change, alpha: 1 }));
    const set = (part: keyof Hsv) => (value: number) => this.change({ ...hsv, [part]: value });
    const ends = (part: keyof Hsv) => `${at({ [part]: 0 })}, ${at({ [part]: 100 })}`;
    return [
      this.rail(t('Hue'), hsv.hue, RAINBOW, set('hue'), '°'),
      this.rail(t('Saturation'), hsv.saturation, ends('saturation'), set('saturation')),
      this.rail(t('Brightness'), hsv.value, ends('value'), set('value')),
    ];
  }

  private renderRgb() {
    const rgb = { ...parse(this.value), alpha: this.hsv.alpha };
    const parts = [
      [t('Red'), 'red'],
      [t('Green'), 'green'],
      [t('Blue'), 'blue'],
    ] as const;
    return parts.map(([label, part]) => {
      const at = (level: number) => toHex({ ...rgb, alpha: 1, [part]: level });
      const set = (value: number) => this.changeRgb({ ...rgb, [part]: value });
      return this.rail(label, rgb[part], `${at(0)}, ${at(255)}`, set, '');
    });
  }

  protected override render() {
    const { hsv, value, model } = this;
    const { recent, swatches } = this.watch.value.palette;
    return html`
      <ff-colour-area
        .hue=${hsv.hue}
        .saturation=${hsv.saturation}
        .value=${hsv.value}
        @scrub-start=${() => this.gesture.begin()}
        @scrub-end=${() => this.gesture.end()}
        @input=${({ target }: Event & { target: ColourArea }) =>
          this.change({ ...hsv, saturation: target.saturation, value: target.value })}
      ></ff-colour-area>
      <div class="line">
        <button
          class="before"
          ${properties({ '--before': this.original, '--now': value })}
          title=${t('Back to the colour before')}
          aria-label=${t('Back to the colour before, {original}', { original: describe(this.original) })}
          @click=${() => this.choose(this.original)}
        ></button>
        <input
          class="hex number"
          aria-label=${t('Hex code')}
          autocomplete="off"
          spellcheck="false"
          maxlength="9"
          .value=${value}
          @focus=${({ target }: Event & { target: HTMLInputElement }) => target.select()}
          @change=${this.handleHex}
        />
        ${
          canPick
            ? html`<button
                class="button"
                title=${t('Pick a colour from the screen')}
                aria-label=${t('Pick a colour from the screen')}
                @click=${this.pick}
              >
                ${icon('eyedropper')}
              </button>`
            : nothing
        }
        <div class="models" role="group" aria-label=${t('Numbers')}>
          ${(['hsv', 'rgb'] as const).map(
            (name) =>
              html`<button aria-pressed=${model === name} @click=${() => (this.model = name)}>
                ${name.toUpperCase()}
              </button>`,
          )}
        </div>
      </div>
      <div>
        ${model === 'hsv' ? this.renderHsv() : this.renderRgb()}
        ${
          this.alpha
            ? this.rail(t('Opacity'), hsv.alpha * 100, `transparent, ${opaque(value)}`, (percent) =>
                this.change({ ...hsv, alpha: percent / 100 }),
              )
            : nothing
        }
      </div>
      ${recent.length ? this.renderColours(t('Recent'), recent) : nothing}
      ${this.renderColours(t('Swatches'), swatches)}
    `;
  }

  private renderColours(label: string, colours: readonly string[]) {
    return html`
      <h3>${label}</h3>
      <ff-swatches
        label=${label}
        .colours=${colours}
        value=${this.value}
        @ff-colour=${({ colour }: ColourEvent) => this.choose(colour)}
      ></ff-swatches>
    `;
  }
}
