import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OperationInfo } from '../generated/protocol';
import { shared } from '../styles/shared';
import { renderChannelTabs } from './channel-tabs';
import { renderParameter } from './parameter';
import { isSame, type Values } from './values';
import type { Widget, WidgetProps } from './widget';

/** One curve at a time: that of all channels, or of one. */
@customElement('ff-curves')
export class CurvesWidget extends LitElement {
  @property({ attribute: false }) operation!: OperationInfo;
  @property({ attribute: false }) values: Values = {};
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) onChange!: WidgetProps['onChange'];
  @state() private channel = 'rgb';

  protected override render() {
    const { parameters } = this.operation;
    const tabs = parameters.map(({ name, label, default: rest }) => ({
      value: name,
      label,
      isChanged: !isSame(this.values[name] ?? rest, rest),
    }));
    const info = parameters.find(({ name }) => name === this.channel);
    if (!info) return '';
    return html`
      ${renderChannelTabs(tabs, this.channel, (channel) => (this.channel = channel))}
      ${renderParameter({
        info,
        value: this.values[info.name] ?? info.default,
        disabled: this.disabled,
        onChange: ({ value, gesture }) => this.onChange({ [info.name]: value }, gesture),
      })}
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: 0.25rem;
      }
    `,
  ];
}

export default {
  operation: 'curves',
  takes: () => true,
  render: ({ operation, values, disabled, onChange }) =>
    html`<ff-curves
      .operation=${operation}
      .values=${values}
      ?disabled=${disabled}
      .onChange=${onChange}
    ></ff-curves>`,
} satisfies Widget;
