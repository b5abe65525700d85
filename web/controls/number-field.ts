import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { t } from '../language/words';
import { shared } from '../styles/shared';

const SCRUB_THRESHOLD = 3;

/** A number that is clicked to type, dragged to scrub, and stepped with the arrow keys (Shift for ten). */
@customElement('ff-number-field')
export class NumberField extends LitElement {
  @property() label = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) step = 1;
  @property({ type: Number }) minimum = -Infinity;
  @property({ type: Number }) maximum = Infinity;
  @property() unit = '';
  /** Whether positive values carry their sign. */
  @property({ type: Boolean }) isSigned = false;
  @property({ type: Boolean, reflect: true }) disabled = false;

  @state() private isEditing = false;
  @query('input') private field!: HTMLInputElement;

  private scrub: { x: number; value: number; isMoving: boolean } | null = null;

  private get text(): string {
    const decimals = this.step.toString().split('.')[1]?.length ?? 0;
    const sign = this.value < 0 ? '−' : this.isSigned && this.value > 0 ? '+' : '';
    return sign + Math.abs(this.value).toFixed(decimals);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.isEditing || changed.has('value')) this.field.value = this.text;
  }

  private propose(value: number): void {
    this.value = Math.min(this.maximum, Math.max(this.minimum, value));
    this.dispatchEvent(new Event('input'));
  }

  private commit(): void {
    this.isEditing = false;
    const typed = Number(
      this.field.value
        .replace('−', '-')
        .replace(',', '.')
        .replace(/[^\d.eE-]/g, ''),
    );
    if (this.field.value.trim() && Number.isFinite(typed)) this.propose(typed);
    this.field.value = this.text;
  }

  private handleKey(event: KeyboardEvent): void {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (direction) {
      event.preventDefault();
      this.propose(this.value + direction * this.step * (event.shiftKey ? 10 : 1));
    } else if (event.key === 'Enter') {
      this.commit();
      this.field.select();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      this.isEditing = false;
      this.field.value = this.text;
      this.field.blur();
    }
  }

  private handleDown(event: PointerEvent): void {
    if (this.disabled || event.button !== 0 || this.field.matches(':focus')) return;
    event.preventDefault();
    this.scrub = { x: event.clientX, value: this.value, isMoving: false };
    this.field.setPointerCapture(event.pointerId);
  }

  private handleMove(event: PointerEvent): void {
    if (!this.scrub) return;
    const distance = event.clientX - this.scrub.x;
    if (!this.scrub.isMoving && Math.abs(distance) < SCRUB_THRESHOLD) return;
    if (!this.scrub.isMoving) this.dispatchEvent(new Event('scrub-start'));
    this.scrub.isMoving = true;
    this.propose(this.scrub.value + Math.round(distance / 2) * this.step * (event.shiftKey ? 10 : 1));
  }

  private handleUp(): void {
    if (!this.scrub) return;
    if (this.scrub.isMoving) this.dispatchEvent(new Event('scrub-end'));
    else this.field.focus();
    this.scrub = null;
  }

  private handleFocus(): void {
    this.isEditing = true;
    this.field.select();
  }

  protected override render() {
    return html`
      <input
        type="text"
        class="number"
        inputmode=${this.minimum < 0 ? 'text' : 'decimal'}
        role="spinbutton"
        aria-label=${t('{label}, value', { label: this.label })}
        aria-valuenow=${this.value}
        aria-valuemin=${Number.isFinite(this.minimum) ? this.minimum : nothing}
        aria-valuemax=${Number.isFinite(this.maximum) ? this.maximum : nothing}
        aria-valuetext=${`${this.text} ${this.unit}`.trim()}
        autocomplete="off"
        spellcheck="false"
        ?disabled=${this.disabled}
        @focus=${this.handleFocus}
        @blur=${() => this.isEditing && this.commit()}
        @keydown=${this.handleKey}
        @input=${(event: Event) => event.stopPropagation()}
        @pointerdown=${this.handleDown}
        @pointermove=${this.handleMove}
        @pointerup=${this.handleUp}
        @pointercancel=${this.handleUp}
      />
      ${this.unit ? html`<span class=${'°%'.includes(this.unit) ? 'unit tight' : 'unit'}>${this.unit}</span>` : nothing}
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: inline-flex;
        align-items: baseline;
      }

      input {
        width: 3rem;
        height: 1.25rem;
        padding: 0 0.25rem;
        border: 0;
        border-radius: 0.25rem;
        background: none;
        text-align: var(--align, right);
        cursor: ew-resize;
        touch-action: pan-y;
      }

      input:last-child {
        margin-right: -0.25rem;
      }

      input:hover:not(:disabled) {
        background: var(--hover);
      }

      input:focus {
        background: var(--canvas);
        outline: 2px solid var(--accent);
        outline-offset: -1px;
        cursor: text;
      }

      input:disabled {
        cursor: default;
      }

      .unit {
        color: var(--quiet);
        font-size: var(--small);
      }

      .tight {
        margin-left: -0.25rem;
        font-size: inherit;
      }

      @media (pointer: coarse), (max-width: 40rem) {
        input {
          width: 4rem;
          height: 2.75rem;
          margin-block: -0.5rem;
          font-size: 1rem; /* smaller would make phones zoom in on focus */
        }
      }
    `,
  ];
}
