import { html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Workspace } from '../../shell/workspace';
import './layer-buttons';
import './layer-settings';
import './layer-tree';

/** The layers of the document: how the active one is mixed in, all of them, and what can be done. */
@customElement('ff-layers')
export class Layers extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;

  override connectedCallback(): void {
    super.connectedCallback();
    this.dataset['drop'] = 'layer';
  }

  protected override render() {
    return html`
      <ff-layer-settings .workspace=${this.workspace}></ff-layer-settings>
      <ff-layer-tree .workspace=${this.workspace}></ff-layer-tree>
      <ff-layer-buttons .workspace=${this.workspace}></ff-layer-buttons>
    `;
  }
}
