import { html } from 'lit';
import type { State } from '../shell/state';
import './adjust';
import type { Panel } from './panel';
import { activeLayer } from './parameters';

export default {
  name: 'adjust',
  label: 'Adjust',
  icon: 'sliders',
  position: 20,
  isShown: (state) => (activeLayer(state)?.kind ?? 'pixel') === 'pixel',
  render: (workspace) => html`<ff-adjust .workspace=${workspace}></ff-adjust>`,
  note: whyInactive,
} satisfies Panel;

/** Why the controls do not work yet, if they do not. */
function whyInactive({ document, opening, boot }: State): string {
  if (boot.failed) return 'not available';
  if (!document && opening === null) return 'once a photo is open';
  return document && boot.ready ? '' : 'in a moment';
}
