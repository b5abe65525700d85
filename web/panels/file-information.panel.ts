import { html } from 'lit';
import './file-information/file-information';
import type { Panel } from './panel';

export default {
  name: 'file-information',
  label: 'File information',
  icon: 'fileInfo',
  position: 90,
  strip: 120,
  closed: true,
  isShown: () => true,
  render: (workspace) => html`<ff-file-information .workspace=${workspace}></ff-file-information>`,
} satisfies Panel;
