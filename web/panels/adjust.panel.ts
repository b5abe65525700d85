import { html } from 'lit';
import { t } from '../language/words';
import type { State } from '../shell/state';
import './adjust';
import type { Panel } from './panel';
import { activeLayer } from './parameters';

export default {
  name: 'adjust',
  label: 'Basic',
  icon: 'sliders',
  position: 20,
  isShown: (state) => (activeLayer(state)?.kind ?? 'pixel') === 'pixel',
  render: (workspace) => html`<ff-adjust .workspace=${workspace}></ff-adjust>`,
  note: whyInactive,
} satisfies Panel;

/** Why the controls do not work yet, if they do not. */
function whyInactive({ document, opening, boot }: State): string {
  if (boot.failed) return t('not available');
  if (!document && opening === null) return t('once a photo is open');
  return document && boot.ready ? '' : t('in a moment');
}
