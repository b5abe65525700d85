import '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import type WaDropdownItem from '@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js';
import '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { t } from '../../language/words';
import { runOperation } from '../../commands/run-operation';
import type { OperationInfo } from '../../generated/protocol';
import { icon, type IconName } from '../../icons';
import { addMask } from '../../masks/targeting';
import '../../shell/icon-button';
import { store, Watch } from '../../shell/state';
import '../../shell/web-awesome';
import type { Workspace } from '../../shell/workspace';
import { buttons, shared } from '../../styles/shared';
import { activeLayer, isEditable, operationsOf } from '../parameters';

/** What people do with layers most: new ones of each kind, a mask, effects, a copy, and away with them. */
@customElement('ff-layer-buttons')
export class LayerButtons extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  constructor() {
    super();
    new Watch(this, ({ catalog, document, boot, activity }) => ({ catalog, document, boot, activity }));
  }

  private button(name: IconName, label: string, operation: string, enabled = true) {
    return html`<ff-icon-button
      icon=${name}
      label=${label}
      ?disabled=${!enabled || !isEditable(store.state)}
      @click=${() => void this.workspace.run(operation, {})}
    ></ff-icon-button>`;
  }

  private list(
    name: IconName,
    label: string,
    operations: OperationInfo[],
    choose: (info: OperationInfo) => void,
  ) {
    const select = ({ detail }: CustomEvent<{ item: WaDropdownItem }>) => {
      const chosen = operations.find((each) => each.name === String(detail.item.value));
      if (chosen) choose(chosen);
    };
    return html`
      <wa-dropdown @wa-select=${select} placement="top-start">
        <button
          slot="trigger"
          class="button"
          title=${label}
          aria-label=${label}
          ?disabled=${!isEditable(store.state)}
        >
          ${icon(name)}
        </button>
        ${operations.map(
          (each) => html`<wa-dropdown-item value=${each.name}>${each.label}</wa-dropdown-item>`,
        )}
      </wa-dropdown>
    `;
  }

  protected override render() {
    const { catalog } = store.state;
    const layer = activeLayer(store.state);
    const adjustments = operationsOf(catalog, 'adjust').filter(({ family }) => family === 'point');
    return html`
      <div role="toolbar" aria-label=${t('Layers')}>
        ${this.button('newLayer', t('New layer'), 'new_layer')}
        ${this.button('group', t('Group'), 'group_layers')}
        ${this.list('adjustment', t('New adjustment layer'), adjustments, (info) =>
          runOperation(this.workspace, info, 'layer'),
        )}
        <ff-icon-button
          icon="mask"
          label=${t('Add a mask')}
          ?disabled=${!layer || layer.mask !== null || !isEditable(store.state)}
          @click=${() => void addMask(this.workspace, { shows: store.state.document?.selection == null ? 'all' : 'selection' })}
        ></ff-icon-button>
        ${this.list('effects', t('Add an effect'), operationsOf(catalog, 'effect'), (info) =>
          runOperation(this.workspace, info),
        )}
        ${this.button('duplicate', t('Duplicate'), 'duplicate_layer')}
        ${this.button('trash', t('Delete layer'), 'delete_layer', (store.state.document?.layers.length ?? 0) > 0)}
      </div>
    `;
  }

  static override styles = [
    shared,
    buttons,
    css`
      [role='toolbar'] {
        display: flex;
        justify-content: space-between;
        margin: 0.25rem -0.5rem -0.5rem;
      }

      .button {
        width: var(--row);
        padding: 0;
      }
    `,
  ];
}
