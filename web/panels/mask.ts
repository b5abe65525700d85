import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../controls/parameters';
import type { ParametersEvent } from '../controls/parameters';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import type { MaskInfo, OperationInfo } from '../generated/protocol';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { shared } from '../styles/shared';
import './operation-form';
import { panelStyles } from './panel.styles';
import { activeLayer, isEditable, operationsOf } from './parameters';

/** What can be done with the layer's mask. */
@customElement('ff-mask')
export class Mask extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  private readonly watch = new Watch(this, ({ catalog, document, boot, activity }) => ({
    catalog,
    document,
    boot,
    activity,
  }));

  protected override render() {
    const layer = activeLayer(store.state);
    if (!layer?.mask) return '';
    const { mask } = layer;
    return html`
      ${this.renderUse(layer.id, mask)}
      <div class="rows">
        ${repeat(
          operationsOf(this.watch.value.catalog, 'mask').filter(({ family }) => family === 'mask'),
          ({ name }) => name,
          (operation) => this.renderOperation(operation, mask),
        )}
      </div>
    `;
  }

  /** How strongly and softly it hides, which the mask itself keeps. */
  private renderUse(layer: string, { density, feather, linked }: MaskInfo) {
    const operation = this.watch.value.catalog.find(({ name }) => name === 'mask_properties');
    return html`<ff-parameters
      .operation=${operation}
      .values=${{ density, feather, linked }}
      ?disabled=${!isEditable(store.state)}
      @ff-change=${({ values, gesture }: ParametersEvent) =>
        this.workspace.follow('mask_properties', values, { layer, gesture: `${gesture} ${layer}` })}
    ></ff-parameters>`;
  }

  /** A switch that shows what the mask says acts at once; everything else is a form. */
  private renderOperation(operation: OperationInfo, mask: MaskInfo) {
    const [info, ...others] = operation.parameters;
    if (info?.kind === 'toggle' && info.name === 'enabled' && others.length === 0) {
      return renderParameter({
        info,
        value: mask.enabled,
        disabled: !isEditable(store.state),
        onChange: ({ value }: ParameterEvent) =>
          void this.workspace.run(operation.name, { [info.name]: value }),
      });
    }
    return html`<ff-operation-form .workspace=${this.workspace} .operation=${operation}></ff-operation-form>`;
  }

  static override styles = [shared, panelStyles];
}
