import { html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../language/words';
import type { OperationInfo, SliderInfo } from '../generated/protocol';
import { shared } from '../styles/shared';
import { renderChannelTabs } from './channel-tabs';
import { Gesture } from './gesture';
import './handle-rail';
import type { Handle, HandleEvent } from './handle-rail';
import './histogram-plot';
import type { Channel } from './histogram-plot';
import { levelsStyles } from './levels.styles';
import './number-field';
import type { NumberField } from './number-field';
import type { Values } from './values';
import type { Widget, WidgetProps } from './widget';

const CHANNELS = [
  { prefix: '', plotted: 'luma', label: 'All' },
  { prefix: 'red_', plotted: 'red', label: 'Red' },
  { prefix: 'green_', plotted: 'green', label: 'Green' },
  { prefix: 'blue_', plotted: 'blue', label: 'Blue' },
] satisfies { prefix: string; plotted: Channel; label: string }[];
const NAMES = ['input_black', 'gamma', 'input_white', 'output_black', 'output_white'] as const;
type Name = (typeof NAMES)[number];

const TOP = 255;
/** Nearer to the ends than this, the middle tones' handle would need a gamma that is not legal. */
const NEAREST = 0.002;

/** Black, middle and white on handles: where they are in the picture, and what they become. */
@customElement('ff-levels')
export class LevelsWidget extends LitElement {
  @property({ attribute: false }) operation!: OperationInfo;
  @property({ attribute: false }) values: Values = {};
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) onChange!: WidgetProps['onChange'];
  @state() private channel = '';

  private readonly gesture = new Gesture();

  static override styles = [shared, levelsStyles];

  private info(name: Name, prefix = this.channel): SliderInfo {
    const info = this.operation.parameters.find((each) => each.name === prefix + name);
    if (info?.kind !== 'slider') throw new Error(`Levels has no ${prefix}${name}.`);
    return info;
  }

  private get(name: Name, prefix = this.channel): number {
    const info = this.info(name, prefix);
    return Number(this.values[info.name] ?? info.default);
  }

  private set(name: Name, value: number): void {
    const { minimum, maximum, step, name: parameter } = this.info(name);
    const black = this.get('input_black');
    const white = this.get('input_white');
    // White stays above black: what is moved stops in front of the other.
    const least = name === 'input_white' ? black + 1 : minimum;
    const most = name === 'input_black' ? white - 1 : maximum;
    const rounded = Math.round(value / step) * step;
    const legal = Number(Math.min(most, Math.max(least, rounded)).toFixed(2));
    this.onChange({ [parameter]: legal }, this.gesture.current);
  }

  /** Where the middle tones' handle stands: at what becomes half. */
  private get middle(): number {
    const [black, white] = [this.get('input_black'), this.get('input_white')];
    return (black + (white - black) * 0.5 ** this.get('gamma')) / TOP;
  }

  private gammaAt(at: number): number {
    const [black, white] = [this.get('input_black'), this.get('input_white')];
    const share = (at * TOP - black) / (white - black);
    return Math.log(Math.min(1 - NEAREST, Math.max(NEAREST, share))) / Math.log(0.5);
  }

  private handleInput({ index, at, steps }: HandleEvent): void {
    const name = (['input_black', 'gamma', 'input_white'] as const)[index];
    if (!name) return;
    if (at === null)
      this.set(name, this.get(name) + steps * this.info(name).step * (name === 'gamma' ? -1 : 1));
    else this.set(name, name === 'gamma' ? this.gammaAt(at) : at * TOP);
  }

  private handleOutput({ index, at, steps }: HandleEvent): void {
    const name = index === 0 ? 'output_black' : 'output_white';
    this.set(name, at === null ? this.get(name) + steps : at * TOP);
  }

  private get plotted(): Channel {
    return CHANNELS.find(({ prefix }) => prefix === this.channel)?.plotted ?? 'luma';
  }

  private handles(names: Name[]): Handle[] {
    const tones = { input_black: 0, output_black: 0, gamma: 50, input_white: 100, output_white: 100 };
    return names.map((name) => ({
      label: this.info(name).label,
      at: name === 'gamma' ? this.middle : this.get(name) / TOP,
      text: this.get(name).toFixed(name === 'gamma' ? 2 : 0),
      tone: `hsl(0 0% ${tones[name]}%)`,
    }));
  }

  protected override render() {
    const tabs = CHANNELS.map(({ prefix, label }) => ({
      value: prefix,
      label: t(label),
      isChanged: NAMES.some((name) => this.get(name, prefix) !== this.info(name, prefix).default),
    }));
    return html`
      ${renderChannelTabs(tabs, this.channel, (prefix) => (this.channel = prefix))}
      <div class="input">
        <div class="plot"><ff-histogram-plot .channel=${this.plotted}></ff-histogram-plot></div>
        <ff-handle-rail
          .handles=${this.handles(['input_black', 'gamma', 'input_white'])}
          .gesture=${this.gesture}
          ?disabled=${this.disabled}
          @ff-handle=${this.handleInput}
        ></ff-handle-rail>
        ${this.renderFields(['input_black', 'gamma', 'input_white'])}
      </div>
      <div class="output">
        <span class="quiet">${t('Output')}</span>
        <div class="ramp"></div>
        <ff-handle-rail
          .handles=${this.handles(['output_black', 'output_white'])}
          .gesture=${this.gesture}
          ?disabled=${this.disabled}
          @ff-handle=${this.handleOutput}
        ></ff-handle-rail>
        ${this.renderFields(['output_black', 'output_white'])}
      </div>
    `;
  }

  private renderFields(names: Name[]) {
    return html`<div class="fields">
      ${names.map((name) => {
        const { label, minimum, maximum, step } = this.info(name);
        return html`<ff-number-field
          .label=${label}
          .value=${this.get(name)}
          .step=${step}
          .minimum=${minimum}
          .maximum=${maximum}
          ?disabled=${this.disabled}
          @scrub-start=${() => this.gesture.begin()}
          @scrub-end=${() => this.gesture.end()}
          @input=${(event: Event & { target: NumberField }) => this.set(name, event.target.value)}
        ></ff-number-field>`;
      })}
    </div>`;
  }
}

export default {
  operation: 'levels',
  takes: () => true,
  render: ({ operation, values, disabled, onChange }) =>
    html`<ff-levels
      .operation=${operation}
      .values=${values}
      ?disabled=${disabled}
      .onChange=${onChange}
    ></ff-levels>`,
} satisfies Widget;
