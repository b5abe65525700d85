import { html } from 'lit';
import './ai';
import type { Panel } from './panel';
import { operationsOf } from './parameters';

export default {
  name: 'ai',
  label: 'AI',
  icon: 'sparkles',
  position: 40,
  isShown: ({ catalog }) => operationsOf(catalog, 'ai').length > 0,
  render: (workspace) => html`<ff-ai .workspace=${workspace}></ff-ai>`,
} satisfies Panel;
