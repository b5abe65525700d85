import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
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
    const mask = activeLayer(store.state)?.mask;
    if (!mask) return '';
    return html`
      <div class="rows">
        ${repeat(
          operationsOf(this.watch.value.catalog, 'mask').filter(({ family }) => family === 'mask'),
          ({ name }) => name,
          (operation) => this.renderOperation(operation, mask),
        )}
      </div>
    `;
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
