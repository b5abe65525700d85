import { html } from 'lit';
import './adjustments/adjustments';
import type { Panel } from './panel';

export default {
  name: 'adjustments',
  label: 'Adjustments',
  icon: 'adjustments',
  position: 30,
  folded: true,
  isShown: ({ catalog }) => catalog.length > 0,
  render: (workspace) => html`<ff-adjustments .workspace=${workspace}></ff-adjustments>`,
} satisfies Panel;
