import { html } from 'lit';
import { t } from '../language/words';
import './histogram/histogram';
import type { Panel } from './panel';

export default {
  name: 'histogram',
  label: 'Histogram',
  icon: 'chart',
  position: 10,
  strip: 100,
  isShown: () => true,
  render: (workspace) => html`<ff-histogram .workspace=${workspace}></ff-histogram>`,
  note: ({ document }) => (document && document.selection !== null ? t('of the selection') : ''),
} satisfies Panel;
