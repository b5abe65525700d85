import { html } from 'lit';
import './navigator/navigator';
import type { Panel } from './panel';

export default {
  name: 'navigator',
  label: 'Navigator',
  icon: 'map',
  position: 5,
  strip: 110,
  closed: true,
  isShown: () => true,
  render: (workspace) => html`<ff-navigator .workspace=${workspace}></ff-navigator>`,
} satisfies Panel;
