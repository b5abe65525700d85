import { html } from 'lit';
import './history/snapshots';
import './history/steps';
import type { Panel } from './panel';

export default {
  name: 'history',
  label: 'History',
  icon: 'history',
  position: 80,
  foot: true,
  folded: true,
  isShown: ({ document }) => document !== null,
  render: (workspace) => html`
    <ff-snapshots .workspace=${workspace}></ff-snapshots>
    <ff-history .workspace=${workspace}></ff-history>
  `,
} satisfies Panel;
