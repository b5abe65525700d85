import { html, type TemplateResult } from 'lit';
import type { Gesture } from './gesture';
import './number-field';
import type { NumberField } from './number-field';

interface Coordinate {
  /** The letter before it. */
  letter: string;
  /** What it is called in full. */
  label: string;
  value: number;
  unit: string;
  step?: number;
  minimum?: number;
  maximum?: number;
  disabled: boolean;
  gesture: Gesture;
  onInput: (value: number) => void;
}

/** One number of a place or a rectangle, with a letter before it. */
export function renderCoordinate(coordinate: Coordinate): TemplateResult {
  const { letter, label, value, unit, disabled, gesture, onInput } = coordinate;
  const { step = 1, minimum = -Infinity, maximum = Infinity } = coordinate;
  return html`<label>
    <span aria-hidden="true">${letter}</span>
    <ff-number-field
      .label=${label}
      .value=${value}
      .step=${step}
      .unit=${unit}
      .minimum=${minimum}
      .maximum=${maximum}
      ?disabled=${disabled}
      @scrub-start=${() => gesture.begin()}
      @scrub-end=${() => gesture.end()}
      @input=${(event: Event & { target: NumberField }) => onInput(event.target.value)}
    ></ff-number-field>
  </label>`;
}
