import { html } from 'lit';
import '../colour/swatches-panel';
import type { Panel } from './panel';

export default {
  name: 'swatches',
  label: 'Swatches',
  icon: 'palette',
  position: 70,
  folded: true,
  isShown: ({ document }) => document !== null,
  render: () => html`<ff-swatches-panel></ff-swatches-panel>`,
} satisfies Panel;
