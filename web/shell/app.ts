import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../panels/column';
import '../panels/sheet';
import { shared } from '../styles/shared';
import './stage';
import { Watch, type DialogName } from './state';
import './status-bar';
import './top-bar';
import type { Workspace } from './workspace';

const loaders: Record<DialogName, () => Promise<unknown>> = {
  export: () => import('../dialogs/export-dialog'),
  ledger: () => import('../dialogs/ledger-dialog'),
  shortcuts: () => import('../dialogs/shortcuts-dialog'),
  about: () => import('../dialogs/about-dialog'),
};

/** The whole window: bars, picture, panels. Dialogs are fetched when they are first opened. */
@customElement('ff-app')
export class App extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) canvas!: HTMLCanvasElement;

  private readonly watch = new Watch(this, ({ dialog, isPhone }) => ({ dialog, isPhone }));

  /** Until the parts are there, the page's own frame stays. */
  protected override shouldUpdate(): boolean {
    return this.workspace !== undefined;
  }

  protected override updated(): void {
    const { dialog } = this.watch.value;
    if (dialog) void loaders[dialog]().catch((error: unknown) => this.workspace.fail(error));
    this.toggleAttribute('phone', this.watch.value.isPhone);
  }

  protected override render() {
    const { isPhone } = this.watch.value;
    return html`
      <ff-top-bar role="banner" .workspace=${this.workspace}></ff-top-bar>
      <ff-stage role="main" .workspace=${this.workspace} .canvas=${this.canvas}></ff-stage>
      ${
        isPhone
          ? html`<ff-sheet role="complementary" aria-label="Panels" .workspace=${this.workspace}></ff-sheet>`
          : html`
              <ff-column role="complementary" aria-label="Panels" .workspace=${this.workspace}></ff-column>
              <ff-status-bar role="contentinfo" .workspace=${this.workspace}></ff-status-bar>
            `
      }
      ${this.renderDialog()}
    `;
  }

  private renderDialog() {
    const { workspace } = this;
    switch (this.watch.value.dialog) {
      case 'export':
        return html`<ff-export-dialog .workspace=${workspace}></ff-export-dialog>`;
      case 'ledger':
        return html`<ff-ledger-dialog></ff-ledger-dialog>`;
      case 'shortcuts':
        return html`<ff-shortcuts-dialog></ff-shortcuts-dialog>`;
      case 'about':
        return html`<ff-about-dialog></ff-about-dialog>`;
      case null:
        return nothing;
    }
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr) auto;
        height: 100dvh;
      }

      ff-top-bar,
      ff-status-bar {
        grid-column: 1 / -1;
      }

      :host([phone]) {
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
      }
    `,
  ];
}
