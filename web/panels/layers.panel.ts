import { html } from 'lit';
import './layers/layers';
import type { Panel } from './panel';

export default {
  name: 'layers',
  label: 'Layers',
  icon: 'layers',
  keys: ['F7'],
  position: 70,
  foot: true,
  isShown: ({ document }) => document !== null,
  render: (workspace) => html`<ff-layers .workspace=${workspace}></ff-layers>`,
} satisfies Panel;
