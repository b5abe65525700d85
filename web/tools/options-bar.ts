import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { drawn } from '../icons';
import { store, Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import { renderCompact } from './compact-parameter';
import type { ToolHost } from './host';
import { optionsBarStyles } from './options-bar.styles';
import { toolNamed } from './registry';
import { operationInfo, setValue, valuesOf } from './values';

/** What the chosen tool can be set to: its operation's parameters, and what the tool itself offers. */
@customElement('ff-options-bar')
export class OptionsBar extends LitElement {
  @property({ attribute: false }) host: ToolHost | null = null;

  private unsubscribe = (): void => {};

  static override styles = [shared, buttons, optionsBarStyles];

  constructor() {
    super();
    new Watch(this, ({ document, tool, toolValues, catalog }) => ({ document, tool, toolValues, catalog }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'group');
    this.setAttribute('aria-label', 'Tool options');
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has('host')) return;
    this.unsubscribe();
    this.unsubscribe = this.host?.subscribe(() => this.requestUpdate()) ?? this.unsubscribe;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.unsubscribe();
    this.unsubscribe = () => {};
  }

  protected override render() {
    const { state } = store;
    const tool = toolNamed(state.tool);
    if (!tool || !state.document) return nothing;
    const values = valuesOf(tool, state);
    const parameters = operationInfo(tool, state)?.parameters ?? [];
    return html`
      <span class="name">${drawn(tool.icon)}${tool.label}</span>
      ${parameters
        .filter(({ name }) => !tool.omits?.includes(name))
        .map((info) =>
          renderCompact(info, values[info.name] ?? info.default, (value) => setValue(tool, info.name, value)),
        )}
      ${this.host?.session?.options?.()}
    `;
  }
}
