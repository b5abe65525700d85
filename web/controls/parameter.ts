import { html, type TemplateResult } from 'lit';
import type { ParameterInfo, ParameterValue } from '../generated/protocol';
import './choice';
import './slider';
import './toggle';

/** A control's new value. `gesture` is the same for all values of one drag, or of one burst of keys. */
export class ParameterEvent extends Event {
  constructor(
    readonly value: ParameterValue,
    readonly gesture: string,
  ) {
    super('ff-parameter');
  }
}

interface Control {
  info: ParameterInfo;
  value: ParameterValue;
  disabled: boolean;
  onChange: (event: ParameterEvent) => void;
}

/** The control for a parameter, by its kind. */
export function renderParameter({ info, value, disabled, onChange }: Control): TemplateResult {
  switch (info.kind) {
    case 'slider':
      return html`<ff-slider
        .info=${info}
        .value=${Number(value)}
        ?disabled=${disabled}
        @ff-parameter=${onChange}
      ></ff-slider>`;
    case 'choice':
      return html`<ff-choice
        .info=${info}
        .value=${String(value)}
        ?disabled=${disabled}
        @ff-parameter=${onChange}
      ></ff-choice>`;
    case 'toggle':
      return html`<ff-toggle
        .info=${info}
        .value=${Boolean(value)}
        ?disabled=${disabled}
        @ff-parameter=${onChange}
      ></ff-toggle>`;
    default:
      return html``;
  }
}
