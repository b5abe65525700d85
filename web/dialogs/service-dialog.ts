import compose from '../../py/fotofun_service/deploy/compose.yaml?raw';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { sentence } from '../language/sentences';
import { t } from '../language/words';
import { endpointOf } from '../ai-service/deployment';
import { type Consent, type ServiceState } from '../ai-service/state';
import { taskInWords } from '../models/tasks';
import { store, Watch } from '../shell/state';
import { notify } from '../shell/toasts';
import type { Workspace } from '../shell/workspace';
import { icon } from '../icons';
import { buttons, shared } from '../styles/shared';
import './dialog-frame';
import { formStyles } from './form.styles';
import { serviceStyles } from './service-dialog.styles';

const COMMAND = 'fotofun-service serve --open';

/** What a test of the connection found, in a sentence. */
interface Finding {
  isGood: boolean;
  words: string;
}

/** The AI service: which one, its key, when pictures may go there, what of a plan is used. */
@customElement('ff-service-dialog')
export class ServiceDialog extends LitElement {
  @property({ attribute: false }) workspace!: Workspace;
  @state() private finding: Finding | null = null;
  @state() private isTesting = false;

  @query('#address') private address!: HTMLInputElement;
  @query('#key') private key!: HTMLInputElement;

  private readonly watch = new Watch(this, ({ service }) => ({ service }));

  static override styles = [shared, buttons, formStyles, serviceStyles];

  private get service(): ServiceState {
    return this.watch.value.service;
  }

  /** The address in the field; where it is none, says so and answers null. */
  private typed(): string | null {
    const endpoint = endpointOf(this.address.value);
    if (!endpoint) {
      this.finding = { isGood: false, words: t('That is no address, such as http://localhost:8001.') };
      this.address.focus();
    }
    return endpoint;
  }

  private async test(): Promise<void> {
    const endpoint = this.typed();
    if (!endpoint) return;
    this.isTesting = true;
    this.finding = null;
    try {
      const { health, problem, tasks } = await this.workspace.service.test(endpoint, this.key.value);
      const count = tasks.length;
      this.finding =
        health === 'ready'
          ? { isGood: true, words: t('It answers, and offers {count} tasks.', { count }) }
          : { isGood: false, words: sentence(problem) };
    } catch (error) {
      this.workspace.fail(error);
    } finally {
      this.isTesting = false;
    }
  }

  private async save(): Promise<void> {
    const endpoint = this.typed();
    if (!endpoint) return;
    const { isKeyKept } = await this.workspace.service.setUp(endpoint, this.key.value);
    const { health, problem, tasks } = this.service;
    this.finding =
      health === 'ready'
        ? { isGood: true, words: t('Saved. It answers, and offers {count} tasks.', { count: tasks.length }) }
        : { isGood: false, words: `${t('Saved, but it cannot be used yet.')} ${sentence(problem)}` };
    if (!isKeyKept) notify(t('This browser cannot keep the key; it holds until the page is closed.'));
  }

  private async forget(): Promise<void> {
    await this.workspace.service.forget();
    this.address.value = '';
    this.key.value = '';
    this.finding = null;
  }

  private async copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      notify(t('Copied.'));
    } catch {
      notify(t('The browser does not let this page copy. Select the text and copy it yourself.'));
    }
  }

  protected override render() {
    const { deployment } = this.service;
    return html`
      <ff-dialog label=${t('AI service')}>
        ${
          deployment === 'offline'
            ? html`<p>
                ${t('This page works without a service: every model runs on this device, and no picture leaves it.')}
              </p>`
            : html`${this.renderStatus()} ${this.renderPlan()} ${this.renderConnection()} ${this.renderUse()}
              ${this.renderConsents()} ${deployment === 'cloud' ? nothing : this.renderGuide()}`
        }
      </ff-dialog>
    `;
  }

  private renderStatus() {
    const { host, health, problem, use } = this.service;
    if (!host)
      return html`<p>
        ${t('Large models can run on a computer of your choice. Without a service everything runs on this device.')}
      </p>`;
    const words = {
      ready: t('{host} is ready.', { host }),
      unknown: use === 'never' ? t('{host} is not asked.', { host }) : t('Looking for {host}…', { host }),
      offline: t('{host} does not answer.', { host }),
      unauthorised: t('{host} does not accept the key.', { host }),
    };
    return html`
      <p class="status ${health}">
        <span class="dot"></span><span>${words[health]} ${health === 'ready' ? '' : sentence(problem)}</span>
      </p>
    `;
  }

  private renderPlan() {
    const { usage, upgrade } = this.service;
    const left = usage?.left_megapixels ?? null;
    const quota = usage?.quota_megapixels ?? null;
    // Without a share to use up there is nothing to tell.
    if (quota === null && !upgrade) return nothing;
    return html`
      <section aria-labelledby="plan">
        <h3 id="plan">${usage ? t('Plan {plan}', { plan: usage.plan }) : t('Plan')}</h3>
        ${
          usage && quota !== null && left !== null
            ? html`
                <meter
                  aria-label=${t('Used of the plan')}
                  min="0"
                  max=${quota}
                  value=${usage.used_megapixels}
                ></meter>
                <p class="number">
                  ${t('{used} of {quota} megapixels used, {left} left until {day}.', {
                    used: round(usage.used_megapixels),
                    quota: round(quota),
                    left: round(left),
                    day: dayOf(usage.resets_at),
                  })}
                </p>
              `
            : nothing
        }
        ${
          upgrade
            ? html`<a class="button outlined" href=${upgrade} target="_blank" rel="noopener noreferrer">
                ${t('See larger plans')}
              </a>`
            : nothing
        }
      </section>
    `;
  }

  private renderConnection() {
    const { endpoint, isGiven, hasKey } = this.service;
    const shown = isGiven ? '' : endpoint;
    return html`
      <section aria-labelledby="connection">
        <h3 id="connection">${t('Connection')}</h3>
        <form
          class="form"
          @submit=${(event: Event) => {
            event.preventDefault();
            void this.save();
          }}
        >
          <label class="row">
            ${t('Address')}
            <input
              id="address"
              type="text"
              inputmode="url"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              placeholder=${isGiven ? t('As this page comes with') : 'http://localhost:8001'}
              .value=${shown}
            />
          </label>
          <label class="row">
            ${t('Key')}
            <input
              id="key"
              type="password"
              autocomplete="off"
              placeholder=${hasKey ? t('Kept, encrypted') : t('None')}
            />
          </label>
          <p class="finding ${this.finding?.isGood ? 'good' : 'bad'}" role="status">
            ${this.finding ? html`${icon(this.finding.isGood ? 'check' : 'warning')} ${this.finding.words}` : nothing}
          </p>
          <div class="buttons">
            <button
              type="button"
              class="button outlined"
              ?disabled=${this.isTesting}
              @click=${() => void this.test()}
            >
              ${t('Test connection')}
            </button>
            ${
              (endpoint && !isGiven) || hasKey
                ? html`<button type="button" class="button outlined" @click=${() => void this.forget()}>
                    ${t('Forget')}
                  </button>`
                : nothing
            }
            <button type="submit" class="button primary">${t('Save')}</button>
          </div>
        </form>
        <p class="note">
          ${t('The key stays in this browser, encrypted. It is in no export, recipe or log.')}
        </p>
      </section>
    `;
  }

  private renderUse() {
    const { use } = this.service;
    const uses: [ServiceState['use'], string][] = [
      ['when_needed', t('Where this device has no model')],
      ['prefer', t('Whenever it is there')],
      ['never', t('Never')],
    ];
    return html`
      <section aria-labelledby="use">
        <h3 id="use">${t('When it is used')}</h3>
        <div role="radiogroup" aria-labelledby="use">
          ${uses.map(
            ([value, label]) => html`
              <label class="check">
                <input
                  type="radio"
                  name="use"
                  .checked=${use === value}
                  @change=${() => this.workspace.service.chooseUse(value)}
                />
                ${label}
              </label>
            `,
          )}
        </div>
      </section>
    `;
  }

  private renderConsents() {
    const { tasks, consents, use } = this.service;
    if (tasks.length === 0 || use === 'never') return nothing;
    const choices: [Consent, string][] = [
      ['ask', t('Ask each time')],
      ['always', t('Always send')],
      ['never', t('Never send')],
    ];
    return html`
      <section aria-labelledby="consents">
        <h3 id="consents">${t('Pictures that may be sent')}</h3>
        ${tasks.map(
          (task) => html`
            <label class="row">
              ${taskInWords(task)}
              <select
                @change=${({ target }: Event & { target: HTMLSelectElement }) =>
                  this.workspace.service.chooseConsent(task, target.value as Consent)}
              >
                ${choices.map(
                  ([value, label]) =>
                    html`<option value=${value} ?selected=${(consents[task] ?? 'ask') === value}>
                      ${label}
                    </option>`,
                )}
              </select>
            </label>
          `,
        )}
      </section>
    `;
  }

  private renderGuide() {
    return html`
      <details>
        <summary>${t('Run a service of your own')} ${icon('chevron')}</summary>
        <p>${t('On a computer with Python, this starts one that only this computer can reach:')}</p>
        ${this.renderText(COMMAND)}
        <p>${t('For other computers, with keys and a certificate, there is a file for Docker Compose:')}</p>
        ${this.renderText(compose)}
      </details>
    `;
  }

  private renderText(text: string) {
    return html`
      <div class="text">
        <pre tabindex="0">${text}</pre>
        <button class="button outlined" @click=${() => void this.copy(text)}>${t('Copy')}</button>
      </div>
    `;
  }
}

function round(megapixels: number): string {
  return new Intl.NumberFormat(store.state.language, { maximumSignificantDigits: 3 }).format(megapixels);
}

function dayOf(moment: string | null): string {
  return moment ? new Date(moment).toLocaleDateString(store.state.language) : '';
}
