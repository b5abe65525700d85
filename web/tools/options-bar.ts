import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { t } from '../language/words';
import '../controls/parameters';
import type { ParametersEvent } from '../controls/parameters';
import type { OperationInfo, ParameterInfo } from '../generated/protocol';
import { drawn } from '../icons';
import '../masks/target-note';
import { store, Watch } from '../shell/state';
import { buttons, shared } from '../styles/shared';
import type { ToolHost } from './host';
import { optionsBarStyles } from './options-bar.styles';
import { toolNamed } from './registry';
import type { Tool } from './tool';
import { operationInfo, setValue, valuesOf } from './values';

const DRAWN: readonly ParameterInfo['kind'][] = ['points', 'position', 'rectangle'];

/** What the chosen tool can be set to: its operation's parameters, and what the tool itself offers. */
@customElement('ff-options-bar')
export class OptionsBar extends LitElement {
  @property({ attribute: false }) host: ToolHost | null = null;

  private unsubscribe = (): void => {};

  static override styles = [shared, buttons, optionsBarStyles];

  constructor() {
    super();
    new Watch(this, ({ document, tool, toolValues, catalog, palette }) => ({
      document,
      tool,
      toolValues,
      catalog,
      palette,
    }));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.setAttribute('role', 'region');
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    this.setAttribute('aria-label', t('Tool options'));
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
    return html`
      <span class="name">${drawn(tool.icon)}${t(tool.label)}</span>
      <ff-target-note></ff-target-note>
      ${this.host?.session?.options?.()}
      ${guard([tool, state.toolValues, state.catalog, state.document.active], () => this.renderForm(tool))}
    `;
  }

  private renderForm(tool: Tool) {
    const operation = operationInfo(tool, store.state);
    const omit = operation ? omitted(tool, operation) : [];
    if (!operation?.parameters.some(({ name }) => !omit.includes(name))) return nothing;
    return html`<ff-parameters
      compact
      without-reset
      .operation=${operation}
      .values=${valuesOf(tool, store.state)}
      .omit=${omit}
      @ff-change=${(event: ParametersEvent) => keep(tool, event)}
    ></ff-parameters>`;
  }
}

/** What the pointer gives is not in the bar. */
function omitted(tool: Tool, operation: OperationInfo): string[] {
  const given = operation.parameters.filter(({ kind }) => DRAWN.includes(kind)).map(({ name }) => name);
  return [...given, ...(tool.omits ?? [])];
}

function keep(tool: Tool, { parameter, values }: ParametersEvent): void {
  const value = parameter === null ? undefined : values[parameter];
  if (parameter !== null && value !== undefined) setValue(tool, parameter, value);
}
