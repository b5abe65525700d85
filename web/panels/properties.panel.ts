import { html } from 'lit';
import type { Panel } from './panel';
import { activeLayer } from './parameters';
import './properties';

export default {
  name: 'properties',
  label: 'Properties',
  icon: 'settings',
  position: 25,
  isShown: (state) => {
    const layer = activeLayer(state);
    return layer !== null && (layer.content !== null || layer.effects.length > 0);
  },
  render: (workspace) => html`<ff-properties .workspace=${workspace}></ff-properties>`,
} satisfies Panel;
