import { html, type TemplateResult } from 'lit';
import { t } from '../../language/words';
import type { ColourEvent } from '../../colour/colour-event';
import '../../colour/colour-well';
import { setColour } from '../../colour/palette';
import type { ParameterValue } from '../../generated/protocol';
import { store } from '../../shell/state';

/** The parameter of what paints with the foreground colour. */
export function foregroundParams(): Record<string, ParameterValue> {
  return { colour: store.state.palette.foreground };
}

/** The foreground colour in the options bar. */
export function foregroundWell(): TemplateResult {
  return html`<ff-colour-well
    label=${t('Foreground colour')}
    .value=${store.state.palette.foreground}
    @ff-colour=${({ colour }: ColourEvent) => setColour('foreground', colour)}
  ></ff-colour-well>`;
}
