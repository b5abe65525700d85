import { html } from 'lit';
import './mask';
import type { Panel } from './panel';
import { activeLayer } from './parameters';

export default {
  name: 'mask',
  label: 'Mask',
  icon: 'mask',
  position: 50,
  isShown: (state) => activeLayer(state)?.mask != null,
  render: (workspace) => html`<ff-mask .workspace=${workspace}></ff-mask>`,
} satisfies Panel;
