import { html, type TemplateResult } from 'lit';
import { t } from '../language/words';
import type { ChoiceInfo } from '../generated/protocol';
import './choice.control';
import type { ParameterEvent } from './control';

export interface ChannelTab {
  value: string;
  label: string;
  isChanged: boolean;
}

/** Which channel is set below; a dot marks those that are changed. */
export function renderChannelTabs(
  tabs: ChannelTab[],
  value: string,
  onChange: (value: string) => void,
): TemplateResult {
  const info: ChoiceInfo = {
    kind: 'choice',
    name: 'channel',
    label: t('Channel'),
    description: '',
    group: '',
    options: tabs.map((tab) => ({ value: tab.value, label: tab.isChanged ? `${tab.label} •` : tab.label })),
    default: tabs[0]?.value ?? '',
  };
  return html`<ff-choice
    unlabelled
    .info=${info}
    .value=${value}
    @ff-parameter=${(event: ParameterEvent) => onChange(String(event.value))}
  ></ff-choice>`;
}
