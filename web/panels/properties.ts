import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../language/words';
import '../controls/parameters';
import type { ParametersEvent } from '../controls/parameters';
import type { RunOptions } from '../editor';
import type { AppliedOperation, LayerInfo } from '../generated/protocol';
import '../shell/icon-button';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import { panelStyles } from './panel.styles';
import { activeLayer, isEditable } from './parameters';

/** What the active layer is made of, each with its controls: its content and its effects. */
@customElement('ff-properties')
export class Properties extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    new Watch(this, ({ catalog, document, boot, activity }) => ({ catalog, document, boot, activity }));
  }

  protected override render() {
    const layer = activeLayer(store.state);
    if (!layer) return nothing;
    const { content, effects } = layer;
    return html`
      ${content ? this.renderForm(layer, content, { target: 'content' }) : nothing}
      ${repeat(
        effects,
        ({ operation }) => operation,
        (effect) => this.renderForm(layer, effect, {}, () => this.removeEffect(layer, effect.operation)),
      )}
    `;
  }

  private renderForm(
    layer: LayerInfo,
    { operation: name, params }: AppliedOperation,
    options: RunOptions,
    remove?: () => void,
  ) {
    const operation = store.state.catalog.find((each) => each.name === name);
    if (!operation) return nothing;
    const change = ({ values, gesture }: ParametersEvent) =>
      this.workspace.follow(name, values, { ...options, layer: layer.id, gesture: `${gesture} ${layer.id}` });
    return html`
      <section aria-label=${operation.label}>
        <header>
          <h3>${operation.label}</h3>
          ${
            remove
              ? html`<ff-icon-button
                  icon="trash"
                  label=${t('Remove {label}', { label: operation.label })}
                  ?disabled=${!isEditable(store.state)}
                  @click=${remove}
                ></ff-icon-button>`
              : nothing
          }
        </header>
        <ff-parameters
          .operation=${operation}
          .values=${params}
          ?disabled=${!isEditable(store.state)}
          @ff-change=${change}
        ></ff-parameters>
      </section>
    `;
  }

  private removeEffect({ id: layer }: LayerInfo, effect: string): void {
    void this.workspace.run('remove_effect', { effect }, { layer });
  }

  static override styles = [
    shared,
    panelStyles,
    css`
      section + section {
        margin-top: 0.75rem;
        padding-top: 0.5rem;
        border-top: 1px solid var(--line);
      }

      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: var(--row);
      }

      h3 {
        margin: 0;
        color: var(--quiet);
        font-size: var(--body);
        font-weight: 400;
      }
    `,
  ];
}
