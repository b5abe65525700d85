import { html } from 'lit';
import type { Panel } from './panel';
import './presets/presets';

export default {
  name: 'presets',
  label: 'Presets',
  icon: 'presets',
  position: 32,
  folded: true,
  isShown: () => true,
  render: (workspace) => html`<ff-presets .workspace=${workspace}></ff-presets>`,
} satisfies Panel;
