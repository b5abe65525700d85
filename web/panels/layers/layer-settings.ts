import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../../language/words';
import { renderParameter, type ParameterEvent } from '../../controls/parameter';
import type { ParameterInfo } from '../../generated/protocol';
import { onLayers } from '../../documents/chosen-layers';
import { store, Watch } from '../../shell/state';
import type { Workspace } from '../../shell/workspace';
import { shared } from '../../styles/shared';
import { panelStyles } from '../panel.styles';
import { activeLayer, isEditable } from '../parameters';

const LOCKS: [name: string, label: string][] = [
  ['pixels', 'Pixels'],
  ['place', 'Place'],
  ['alpha', 'Alpha'],
];

/** How the active layer joins what is below it: blend mode, opacity, fill, and what is locked. */
@customElement('ff-layer-settings')
export class LayerSettings extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    new Watch(this, ({ catalog, document, boot, activity }) => ({ catalog, document, boot, activity }));
  }

  private parameter(operation: string, name: string): ParameterInfo | undefined {
    const found = store.state.catalog.find((each) => each.name === operation);
    return found?.parameters.find((each) => each.name === name);
  }

  protected override render() {
    const layer = activeLayer(store.state);
    const mode = this.parameter('layer_blend_mode', 'blend_mode');
    const opacity = this.parameter('layer_opacity', 'opacity');
    const fill = this.parameter('layer_opacity', 'fill');
    if (!layer || !mode || !opacity || !fill) return nothing;
    const disabled = !isEditable(store.state);
    const seen = { opacity: layer.opacity, fill: layer.fill_opacity };
    const slide = (name: 'opacity' | 'fill') => ({
      compact: true,
      disabled,
      value: seen[name],
      onChange: ({ value, gesture }: ParameterEvent) =>
        this.workspace.follow(
          'layer_opacity',
          { ...seen, [name]: value },
          { gesture: `${gesture} ${layer.id}`, ...onLayers(layer.id) },
        ),
    });
    return html`
      <div class="rows">
        ${renderParameter({
          info: mode,
          compact: true,
          value: layer.blend_mode,
          disabled,
          onChange: ({ value }) =>
            void this.workspace.run('layer_blend_mode', { blend_mode: value }, onLayers(layer.id)),
        })}
        <div class="pair">
          ${renderParameter({ info: opacity, ...slide('opacity') })}
          ${renderParameter({ info: fill, ...slide('fill') })}
        </div>
        <fieldset ?disabled=${disabled}>
          <legend>${t('Lock')}</legend>
          ${LOCKS.map(
            ([name, label]) => html`
              <label>
                <input
                  type="checkbox"
                  .checked=${layer.locks.includes(name)}
                  @change=${() => this.lock(layer.id, layer.locks, name)}
                />${t(label)}
              </label>
            `,
          )}
        </fieldset>
      </div>
    `;
  }

  private lock(layer: string, locks: string[], changed: string): void {
    const now = Object.fromEntries(
      LOCKS.map(([name]) => [name, locks.includes(name) !== (name === changed)]),
    );
    void this.workspace.run('lock_layer', now, onLayers(layer));
  }

  static override styles = [
    shared,
    panelStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: 1rem;
      }

      fieldset {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        min-width: 0;
        min-height: var(--row);
        margin: 0 0 0.5rem;
        padding: 0;
        border: 0;
        color: var(--quiet);
      }

      legend {
        float: left;
        margin-right: auto;
        padding: 0;
      }

      label {
        display: flex;
        align-items: center;
        gap: 0.25rem;
        min-height: var(--row);
      }

      input {
        accent-color: var(--accent);
      }
    `,
  ];
}
