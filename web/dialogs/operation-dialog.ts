import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { parameterInWords } from '../language/catalog';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import { renderParameter, type ParameterEvent } from '../controls/parameter';
import '../controls/parameters';
import type { Parameters, ParametersEvent } from '../controls/parameters';
import { isSame, type Values } from '../controls/values';
import { forChosen } from '../documents/chosen-layers';
import type { Target } from '../editor';
import type { ChoiceInfo, ErrorInfo } from '../generated/protocol';
import { store, Watch } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { buttons, shared } from '../styles/shared';
import './floating-frame';
import { firstFocusable } from './focus';
import { keepLastUse, lastUse, type LastUse } from './last-values';
import { operationDialogStyles } from './operation-dialog.styles';
import { targetsOf } from './operation-target';
import { PreviewRuns } from './preview-runs';
import { seenOf } from './seen';
import type { OperationStart } from './start-operation';

/** These begin as they were left; of the others nobody wants the last photo's values. */
const BEGINS_AS_LEFT = ['area', 'effect', 'select', 'paint', 'generator'];

/** Sets an operation up while the picture shows what it would do; only Apply does it. */
@customElement('ff-operation-dialog')
export class OperationDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private start!: OperationStart;
  @state() private values: Values = {};
  @state() private target: Target | null = null;
  @state() private isPreviewed = true;
  @state() private isRunning = false;
  @state() private isApplying = false;
  @state() private problem: ErrorInfo | null = null;

  @query('ff-parameters') private form!: Parameters;

  private last: LastUse | null = null;
  private runs: PreviewRuns | null = null;

  private readonly watch = new Watch(this, ({ operation, document, isPhone }) => ({
    operation,
    document,
    isPhone,
  }));

  static override styles = [shared, buttons, operationDialogStyles];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.runs?.end().catch((error: unknown) => this.workspace.fail(error));
    this.runs = null;
  }

  protected override willUpdate(): void {
    const { operation, document } = this.watch.value;
    if (operation && operation !== this.start) this.begin(operation);
    // Another layer became active, or a step was taken back: what is shown is about what was there before.
    else if (document !== this.shownDocument && !this.isApplying) this.preview();
    if (!document) this.close();
  }

  protected override async firstUpdated(): Promise<void> {
    await this.form.updateComplete;
    const first = firstFocusable(this.form.renderRoot as ShadowRoot);
    // A keyboard that slides over the picture is not what people open a filter for.
    const isText = first instanceof HTMLInputElement && first.type === 'text';
    if (!(isText && this.watch.value.isPhone)) first?.focus();
  }

  private shownDocument: unknown = null;

  private begin(start: OperationStart): void {
    this.start = start;
    const { operation } = start;
    this.runs ??= new PreviewRuns(
      this.workspace.editor,
      () => seenOf(this.workspace.view),
      (isRunning, problem) => {
        this.isRunning = isRunning;
        this.problem = problem;
      },
    );
    this.last = lastUse(operation);
    const isAsLeft = BEGINS_AS_LEFT.includes(operation.family);
    this.values = { ...(isAsLeft ? this.last?.values : {}), ...start.values };
    this.target = start.target ?? this.last?.target ?? null;
    this.isPreviewed = operation.family !== 'inference';
    this.problem = null;
    this.preview();
  }

  /** What people can choose that it becomes, if anything. */
  private get targets(): ChoiceInfo | null {
    return this.start.target ? null : targetsOf(this.start.operation, store.state);
  }

  private get chosenTarget(): Target | null {
    const { targets } = this;
    if (!targets) return this.start.target;
    const isOffered = targets.options.some(({ value }) => value === this.target);
    return isOffered ? this.target : (targets.default as Target);
  }

  private preview(): void {
    this.shownDocument = this.watch.value.document;
    if (!this.isPreviewed) return;
    const { operation } = this.start;
    this.runs?.show({
      operation: operation.name,
      values: this.values,
      target: this.chosenTarget ?? undefined,
      ...forChosen(operation),
    });
  }

  private set(values: Values): void {
    this.values = values;
    this.preview();
  }

  private togglePreview(event: Event & { target: HTMLInputElement }): void {
    this.isPreviewed = event.target.checked;
    if (this.isPreviewed) this.preview();
    else void this.runs?.hide().catch((error: unknown) => this.workspace.fail(error));
  }

  private async apply(): Promise<void> {
    if (this.isApplying) return;
    const { operation } = this.start;
    const target = this.chosenTarget;
    this.isApplying = true;
    const isDone = await this.workspace.run(operation.name, this.values, target ? { target } : {});
    this.isApplying = false;
    if (!isDone) return;
    keepLastUse(operation, { values: this.values, target });
    this.close();
  }

  private async cancel(): Promise<void> {
    if (this.isApplying) await this.workspace.cancel();
    this.close();
  }

  private close(): void {
    if (store.state.dialog === 'operation') store.set({ dialog: null, operation: null });
  }

  private handleKey(event: KeyboardEvent): void {
    const target = event.composedPath()[0];
    const isOwn = target instanceof HTMLElement && target.matches('button, textarea, select, summary');
    if (event.key !== 'Enter' || isOwn || event.isComposing) return;
    event.preventDefault();
    void this.apply();
  }

  protected override render() {
    const { operation } = this.start;
    const { targets } = this;
    return html`
      <ff-floating label=${operation.label} @ff-close=${this.cancel} @keydown=${this.handleKey}>
        ${this.renderStarts()}
        <p class="description quiet">${operation.description}</p>
        <ff-parameters
          without-reset
          .operation=${operation}
          .values=${this.values}
          ?disabled=${this.isApplying}
          @ff-change=${({ values }: ParametersEvent) => this.set(values)}
        ></ff-parameters>
        ${
          targets && targets.options.length > 1
            ? renderParameter({
                info: parameterInWords(targets),
                value: this.chosenTarget ?? targets.default,
                disabled: this.isApplying,
                onChange: ({ value }: ParameterEvent) => {
                  this.target = value as Target;
                  this.preview();
                },
              })
            : nothing
        }
        <p class="problem" role="status" ?hidden=${!this.problem}>
          ${this.problem ? html`${sentence(this.problem.what)} ${sentence(this.problem.advice)}` : nothing}
        </p>
        ${this.renderFooter()}
      </ff-floating>
    `;
  }

  /** The values to begin with: those of last time, and the defaults. */
  private renderStarts() {
    const { parameters } = this.start.operation;
    const isAt = (values: Values) =>
      parameters.every(({ name, default: rest }) => isSame(this.values[name] ?? rest, values[name] ?? rest));
    const starts: [string, Values | null][] = [
      [t('Last used'), this.last?.values ?? null],
      [t('Default'), {}],
    ];
    return starts.map(([label, values]) =>
      values
        ? html`<button
            slot="actions"
            class="button start"
            ?disabled=${this.isApplying || isAt(values)}
            @click=${() => this.set(values)}
          >
            ${label}
          </button>`
        : nothing,
    );
  }

  private renderFooter() {
    const isModel = this.start.operation.family === 'inference';
    return html`
      <div slot="footer" class="footer">
        ${
          isModel
            ? nothing
            : html`<label class="preview">
                <input type="checkbox" .checked=${this.isPreviewed} @change=${this.togglePreview} />
                ${t('Preview')}
              </label>`
        }
        <span class="running quiet" aria-hidden="true" ?hidden=${!this.isRunning}></span>
        <button class="button" @click=${this.cancel}>${t('Cancel')}</button>
        <button class="button primary" ?disabled=${this.isApplying} @click=${this.apply}>
          ${t('Apply')}
        </button>
      </div>
    `;
  }
}
