import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { properties } from '../styles/properties';
import { shared } from '../styles/shared';
import type { Gesture } from './gesture';

export interface Handle {
  label: string;
  /** 0..1 along the rail. */
  at: number;
  /** What it stands for, in words. */
  text: string;
  /** Its colour, as CSS. */
  tone: string;
}

/** A handle is to go to a place 0..1, or by so many steps. */
export class HandleEvent extends Event {
  constructor(
    readonly index: number,
    readonly at: number | null,
    readonly steps: number,
  ) {
    super('ff-handle');
  }
}

/** Handles along a bar, moved with the pointer or with arrow keys; a press beside them takes the nearest. */
@customElement('ff-handle-rail')
export class HandleRail extends LitElement {
  @property({ attribute: false }) handles: Handle[] = [];
  @property({ attribute: false }) gesture!: Gesture;
  @property({ type: Boolean, reflect: true }) disabled = false;

  @query('.rail') private rail!: HTMLElement;

  private held: number | null = null;

  private placeOf(event: PointerEvent): number {
    const { left, width } = this.rail.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  }

  private handleDown(event: PointerEvent): void {
    if (this.disabled || event.button !== 0) return;
    event.preventDefault();
    const at = this.placeOf(event);
    const distances = this.handles.map((handle) => Math.abs(handle.at - at));
    this.held = distances.indexOf(Math.min(...distances));
    this.renderRoot.querySelectorAll<HTMLElement>('.handle')[this.held]?.focus();
    this.rail.setPointerCapture(event.pointerId);
    this.gesture.begin();
  }

  private handleMove(event: PointerEvent): void {
    if (this.held === null) return;
    this.dispatchEvent(new HandleEvent(this.held, this.placeOf(event), 0));
  }

  private handleUp(): void {
    if (this.held === null) return;
    this.held = null;
    this.gesture.end();
  }

  private handleKey(event: KeyboardEvent, index: number): void {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!direction || this.disabled) return;
    event.preventDefault();
    event.stopPropagation();
    this.dispatchEvent(new HandleEvent(index, null, direction * (event.shiftKey ? 10 : 1)));
  }

  protected override render() {
    return html`
      <div
        class="rail"
        @pointerdown=${this.handleDown}
        @pointermove=${this.handleMove}
        @pointerup=${this.handleUp}
        @pointercancel=${this.handleUp}
      >
        ${this.handles.map(
          ({ label, at, text, tone }, index) =>
            html`<div
              class="handle"
              role="slider"
              tabindex=${this.disabled ? -1 : 0}
              aria-label=${label}
              aria-valuemin="0"
              aria-valuemax="100"
              aria-valuenow=${Math.round(at * 100)}
              aria-valuetext=${text}
              aria-disabled=${this.disabled}
              title="${label}: ${text}"
              ${properties({ '--at': String(at), '--tone': tone })}
              @keydown=${(event: KeyboardEvent) => this.handleKey(event, index)}
            ></div>`,
        )}
      </div>
    `;
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        /* The ends of the rail are those of what it stands under, half a handle further in. */
        --handle: 0.75rem;
      }

      .rail {
        position: relative;
        height: 1rem;
        touch-action: none;
      }

      .handle {
        position: absolute;
        top: 0;
        left: calc(var(--at) * 100%);
        width: var(--handle);
        height: 0.875rem;
        background: var(--text);
        clip-path: polygon(50% 0, 100% 45%, 100% 100%, 0 100%, 0 45%);
        transform: translateX(-50%);
        cursor: ew-resize;
      }

      .handle::before {
        content: '';
        position: absolute;
        inset: 2px;
        background: var(--tone);
        clip-path: polygon(50% 0, 100% 45%, 100% 100%, 0 100%, 0 45%);
      }

      .handle:focus-visible {
        z-index: 1;
        background: var(--accent);
      }

      :host([disabled]) {
        opacity: 0.5;
      }

      @media (pointer: coarse), (max-width: 40rem) {
        :host {
          --handle: 1.25rem;
        }

        .rail {
          height: 2.75rem;
        }

        .handle {
          height: 1.5rem;
        }
      }
    `,
  ];
}
