import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../language/words';
import type { OperationInfo, ParameterInfo, ParameterValue } from '../generated/protocol';
import { icon } from '../icons';
import { uniqueId } from '../unique-id';
import { buttons, shared } from '../styles/shared';
import { isOpen, keepOpen } from './open-groups';
import './parameter-group';
import { renderParameter, type ParameterEvent } from './parameter';
import { parametersStyles } from './parameters.styles';
import { isSame, type Values } from './values';
import { widgetOf } from './widget';

/** The groups of a form of so many parameters are open at first. */
const SHORT = 10;

/** The form has new values. `values` are those of all parameters; runs with the same `gesture` belong together. */
export class ParametersEvent extends Event {
  constructor(
    readonly values: Record<string, ParameterValue>,
    /** The parameter that was changed, or none where all were reset. */
    readonly parameter: string | null,
    readonly gesture: string,
  ) {
    super('ff-change');
  }
}

/**
 * The form of an operation: its main parameters, then its groups, which fold. `compact` is one line; `omit` names what is set elsewhere, such as the stroke of a brush. Answers changes with `ff-change`.
 */
@customElement('ff-parameters')
export class Parameters extends LitElement {
  @property({ attribute: false }) operation!: OperationInfo;
  /** What is not named is at its default. */
  @property({ attribute: false }) values: Values = {};
  @property({ attribute: false }) omit: readonly string[] = [];
  @property({ type: Boolean, reflect: true }) disabled = false;
  @property({ type: Boolean, reflect: true }) compact = false;
  /** Whether what embeds it offers the reset. */
  @property({ type: Boolean, attribute: 'without-reset' }) withoutReset = false;

  static override styles = [shared, buttons, parametersStyles];

  private get shown(): ParameterInfo[] {
    const hidden = (info: ParameterInfo) => this.compact && info.kind === 'points';
    return this.operation.parameters.filter((info) => !this.omit.includes(info.name) && !hidden(info));
  }

  /** Whether something is not at its default. */
  get isChanged(): boolean {
    return this.shown.some((info) => this.isSet(info));
  }

  /** Sets everything that is shown to its default. */
  reset(): void {
    const rest = Object.fromEntries(this.shown.map((info) => [info.name, info.default]));
    this.change(rest, null, uniqueId());
  }

  private isSet(info: ParameterInfo): boolean {
    return !isSame(this.values[info.name] ?? info.default, info.default);
  }

  private change(changed: Values, parameter: string | null, gesture: string): void {
    const all = this.operation.parameters.map(({ name, default: rest }) => [name, this.values[name] ?? rest]);
    const values = { ...Object.fromEntries(all), ...changed } as Record<string, ParameterValue>;
    this.values = values;
    this.dispatchEvent(new ParametersEvent(values, parameter, gesture));
  }

  protected override render() {
    if (this.compact) return this.renderLine();
    const widget = widgetOf(this.operation);
    const shown = this.shown.filter(({ name }) => !widget?.takes(name));
    const groups = [...new Set(shown.map(({ group }) => group))].filter(Boolean);
    const main = shown.filter(({ group }) => !group);
    return html`
      ${widget?.render({
        operation: this.operation,
        values: this.values,
        disabled: this.disabled,
        onChange: (changed, gesture) => this.change(changed, Object.keys(changed)[0] ?? null, gesture),
      })}
      ${main.map((info) => this.renderRow(info))}
      ${groups.map((group, index) => {
        const rows = shown.filter((info) => info.group === group);
        const isFirst = main.length === 0 && index === 0;
        return this.renderGroup(group, rows, isFirst || shown.length <= SHORT);
      })}
      ${this.renderReset()}
    `;
  }

  /** The main parameters side by side; groups open below their names. */
  private renderLine(): TemplateResult {
    const { shown } = this;
    const groups = [...new Set(shown.map(({ group }) => group))].filter(Boolean);
    return html`
      ${shown.filter(({ group }) => !group).map((info) => this.renderRow(info))}
      ${groups.map((group) => {
        const rows = shown.filter((info) => info.group === group);
        return html`<ff-parameter-group label=${group} .isChanged=${rows.some((info) => this.isSet(info))}>
          ${rows.map((info) => this.renderRow(info, false))}
        </ff-parameter-group>`;
      })}
      ${this.renderReset()}
    `;
  }

  private renderGroup(group: string, rows: ParameterInfo[], isOpenAtFirst: boolean): TemplateResult {
    const { name } = this.operation;
    return html`
      <details
        ?open=${isOpen(name, group) ?? isOpenAtFirst}
        @toggle=${(event: Event & { target: HTMLDetailsElement }) => keepOpen(name, group, event.target.open)}
      >
        <summary>
          ${icon('chevron')}<span>${group}</span>
          ${
            rows.some((info) => this.isSet(info))
              ? html`<span class="dot"><span class="hidden-text">${t('changed')}</span></span>`
              : nothing
          }
        </summary>
        <div class="rows">${rows.map((info) => this.renderRow(info))}</div>
      </details>
    `;
  }

  private renderRow(info: ParameterInfo, compact = this.compact): TemplateResult {
    return renderParameter({
      info,
      value: this.values[info.name] ?? info.default,
      disabled: this.disabled,
      compact,
      onChange: ({ value, gesture }: ParameterEvent) =>
        this.change({ [info.name]: value }, info.name, gesture),
    });
  }

  private renderReset(): TemplateResult | typeof nothing {
    if (this.withoutReset || this.shown.length < 2) return nothing;
    return html`
      <button
        class="button reset"
        title=${t('Set everything to its default')}
        aria-label=${this.compact ? t('Reset all') : nothing}
        ?disabled=${this.disabled || !this.isChanged}
        @click=${this.reset}
      >
        ${this.compact ? icon('reset') : t('Reset all')}
      </button>
    `;
  }
}
