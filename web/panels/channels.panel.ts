import { html } from 'lit';
import './channels/channels';
import type { Panel } from './panel';

export default {
  name: 'channels',
  label: 'Channels',
  icon: 'channels',
  position: 75,
  closed: true,
  isShown: () => true,
  render: (workspace) => html`<ff-channels .workspace=${workspace}></ff-channels>`,
} satisfies Panel;
