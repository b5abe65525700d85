import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../language/words';
import '../controls/parameters';
import type { ParametersEvent } from '../controls/parameters';
import { isSame, type Values } from '../controls/values';
import type { OperationInfo } from '../generated/protocol';
import { lacksModel } from '../ai-service/needs';
import { isEditable } from './parameters';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import { panelStyles } from './panel.styles';

/** An operation that is set up first and then run: its parameters, and the button. */
@customElement('ff-operation-form')
export class OperationForm extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) operation!: OperationInfo;
  @state() private values: Values = {};

  constructor() {
    super();
    new Watch(this, ({ document, boot, activity, service, localTasks }) => ({
      document,
      boot,
      activity,
      service,
      localTasks,
    }));
  }

  private async run(): Promise<void> {
    await this.workspace.run(this.operation.name, this.values);
    // A model's choice is kept for the next picture; an edge that was refined starts from rest.
    if (this.operation.family !== 'inference') this.values = {};
  }

  protected override render() {
    const { label, description, parameters, feature, family } = this.operation;
    const disabled = !isEditable(store.state) || lacksModel(this.operation, store.state);
    const isAtRest = parameters.every(({ name, default: rest }) => isSame(this.values[name] ?? rest, rest));
    const isPointless = family === 'mask' && parameters.length > 0 && isAtRest;
    const kind = parameters.length > 0 || feature === 'ai' ? 'outlined' : 'row';
    return html`
      <div class="rows">
        ${
          parameters.length > 0
            ? html`<ff-parameters
                without-reset
                .operation=${this.operation}
                .values=${this.values}
                ?disabled=${disabled}
                @ff-change=${({ values }: ParametersEvent) => (this.values = values)}
              ></ff-parameters>`
            : nothing
        }
        <button
          class="button ${kind}"
          title=${description}
          ?disabled=${disabled || isPointless}
          @click=${this.run}
        >
          ${label} ${feature === 'ai' ? html`<span class="tag">${t('AI')}</span>` : nothing}
        </button>
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    panelStyles,
    css`
      .outlined {
        width: 100%;
      }

      .row {
        justify-content: flex-start;
        margin: 0 -0.5rem;
        padding: 0 calc(0.5rem - 1px);
      }

      .tag {
        padding: 0 0.25rem;
        border: 1px solid var(--control);
        border-radius: 0.25rem;
        color: var(--quiet);
        font-size: 0.625rem;
        font-weight: 600;
        line-height: 0.875rem;
      }
    `,
  ];
}
