import { html } from 'lit';
import './info/info';
import type { Panel } from './panel';

export default {
  name: 'info',
  label: 'Info',
  icon: 'info',
  keys: ['F8'],
  position: 12,
  strip: 105,
  closed: true,
  isShown: () => true,
  render: (workspace) => html`<ff-info .workspace=${workspace}></ff-info>`,
} satisfies Panel;
