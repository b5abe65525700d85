import { html, type TemplateResult } from 'lit';
import type { IconName } from '../icons';
import type { PanelName, State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import './adjust';
import './ai';
import './history';
import './mask';
import { activeLayer, operationsOf } from './parameters';

/** A panel: a section of the desktop's column, a sheet on the phone. */
export interface Panel {
  name: PanelName;
  label: string;
  icon: IconName;
  isShown: (state: State) => boolean;
  render: (workspace: Workspace) => TemplateResult;
}

export const panels: Panel[] = [
  {
    name: 'adjust',
    label: 'Adjust',
    icon: 'sliders',
    isShown: () => true,
    render: (workspace) => html`<ff-adjust .workspace=${workspace}></ff-adjust>`,
  },
  {
    name: 'ai',
    label: 'AI',
    icon: 'sparkles',
    isShown: ({ catalog }) => operationsOf(catalog, 'ai').length > 0,
    render: (workspace) => html`<ff-ai .workspace=${workspace}></ff-ai>`,
  },
  {
    name: 'mask',
    label: 'Mask',
    icon: 'mask',
    isShown: (state) => activeLayer(state)?.mask != null,
    render: (workspace) => html`<ff-mask .workspace=${workspace}></ff-mask>`,
  },
  {
    name: 'history',
    label: 'History',
    icon: 'history',
    isShown: ({ document }) => document !== null,
    render: (workspace) => html`<ff-history .workspace=${workspace}></ff-history>`,
  },
];
