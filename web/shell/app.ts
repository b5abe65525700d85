import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { html as staticHtml, unsafeStatic } from 'lit/static-html.js';
import { t } from '../language/words';
import '../panels/column';
import '../panels/sheet';
import { shared } from '../styles/shared';
import type { ToolHost } from '../tools/host';
import '../tools/options-bar';
import '../tools/strip';
import '../tools/tool-dock';
import './stage';
import { Watch } from './state';
import './status-bar';
import './top-bar';
import type { Workspace } from './workspace';

/** The file `dialogs/<name>-dialog.ts` defines the element `ff-<name>-dialog`; it is fetched when it is first opened. */
const dialogs = import.meta.glob('../dialogs/*-dialog.ts');

/** The whole window: bars, picture, panels, and the dialog that is open. */
@customElement('ff-app')
export class App extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @property({ attribute: false }) canvas!: HTMLCanvasElement;
  /** None where the picture cannot be shown. */
  @property({ attribute: false }) tools: ToolHost | null = null;

  private readonly watch = new Watch(this, ({ dialog, consentQuestion, isPhone, isBare }) => ({
    dialog,
    consentQuestion,
    isPhone,
    isBare,
  }));

  /** Until the parts are there, the page's own frame stays. */
  protected override shouldUpdate(): boolean {
    return this.workspace !== undefined;
  }

  protected override updated(): void {
    const { dialog } = this.watch.value;
    if (dialog) this.load(dialog);
    if (this.watch.value.consentQuestion) this.load('consent');
    this.toggleAttribute('phone', this.watch.value.isPhone);
  }

  protected override render() {
    const { isPhone, isBare } = this.watch.value;
    return html`
      <ff-top-bar role="banner" .workspace=${this.workspace}></ff-top-bar>
      ${
        isPhone || isBare
          ? nothing
          : html`
              <div class="tools">
                <ff-tool-strip></ff-tool-strip><ff-options-bar .host=${this.tools}></ff-options-bar>
              </div>
            `
      }
      <ff-stage
        role="main"
        .workspace=${this.workspace}
        .canvas=${this.canvas}
        .tools=${this.tools}
      ></ff-stage>
      ${
        isPhone
          ? html`<ff-tool-dock .host=${this.tools}></ff-tool-dock
              ><ff-sheet
                role="complementary"
                aria-label=${t('Panels')}
                .workspace=${this.workspace}
              ></ff-sheet>`
          : html`
              ${
                isBare
                  ? nothing
                  : html`<ff-column
                      role="complementary"
                      aria-label=${t('Panels')}
                      .workspace=${this.workspace}
                    ></ff-column>`
              }
              <ff-status-bar role="contentinfo" .workspace=${this.workspace}></ff-status-bar>
            `
      }
      ${this.renderDialog()}
      ${this.watch.value.consentQuestion ? html`<ff-consent-dialog></ff-consent-dialog>` : nothing}
    `;
  }

  private load(dialog: string): void {
    dialogs[`../dialogs/${dialog}-dialog.ts`]?.().catch((error) => this.workspace.fail(error));
  }

  private renderDialog() {
    const { dialog } = this.watch.value;
    if (!dialog) return nothing;
    // The name is one of the program's own, never a person's or a file's.
    const tag = unsafeStatic(`ff-${dialog}-dialog`);
    return staticHtml`<${tag} .workspace=${this.workspace}></${tag}>`;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        grid-template:
          'top top top' auto
          'tools options panels' auto
          'tools stage panels' minmax(0, 1fr)
          'status status status' auto
          / auto minmax(0, 1fr) auto;
        height: 100dvh;
      }

      ff-top-bar {
        grid-area: top;
      }

      .tools {
        display: contents;
      }

      ff-tool-strip {
        grid-area: tools;
      }

      ff-options-bar {
        grid-area: options;
      }

      ff-stage {
        grid-area: stage;
      }

      ff-column {
        grid-area: panels;
      }

      ff-status-bar {
        grid-area: status;
      }

      :host([phone]) {
        grid-template:
          'top' auto
          'stage' minmax(0, 1fr)
          'dock' auto
          'sheet' auto
          / minmax(0, 1fr);
      }

      ff-tool-dock {
        grid-area: dock;
      }

      ff-sheet {
        grid-area: sheet;
      }
    `,
  ];
}
