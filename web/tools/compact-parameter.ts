import { html, nothing, type TemplateResult } from 'lit';
import type { NumberField } from '../controls/number-field';
import '../controls/number-field';
import type { ParameterInfo, ParameterValue } from '../generated/protocol';

/** A parameter's control in one line, for the options bar; empty for kinds that the pointer gives. */
export function renderCompact(
  info: ParameterInfo,
  value: ParameterValue,
  onChange: (value: ParameterValue) => void,
): TemplateResult | typeof nothing {
  const hint = info.description || nothing;
  switch (info.kind) {
    case 'slider':
      return html`<span class="option" title=${hint}>
        <span aria-hidden="true">${info.label}</span>
        <ff-number-field
          .label=${info.label}
          .value=${Number(value)}
          .step=${info.step}
          .minimum=${info.minimum}
          .maximum=${info.maximum}
          .unit=${info.unit}
          @input=${(event: Event & { target: NumberField }) => onChange(event.target.value)}
        ></ff-number-field>
      </span>`;
    case 'choice':
      return html`<label class="option" title=${hint}>
        <span>${info.label}</span>
        <select @change=${(event: Event & { target: HTMLSelectElement }) => onChange(event.target.value)}>
          ${info.options.map(
            (option) =>
              html`<option value=${option.value} ?selected=${option.value === value}>
                ${option.label}
              </option>`,
          )}
        </select>
      </label>`;
    case 'toggle':
      return html`<label class="option" title=${hint}>
        <input
          type="checkbox"
          .checked=${Boolean(value)}
          @change=${(event: Event & { target: HTMLInputElement }) => onChange(event.target.checked)}
        />
        <span>${info.label}</span>
      </label>`;
    default:
      return nothing;
  }
}
