import type { TemplateResult } from 'lit';
import type { ChoiceInfo } from '../generated/protocol';
import { renderParameter } from './parameter';

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
    label: 'Channel',
    description: '',
    group: '',
    options: tabs.map((tab) => ({ value: tab.value, label: tab.isChanged ? `${tab.label} •` : tab.label })),
    default: tabs[0]?.value ?? '',
  };
  return renderParameter({
    info,
    value,
    disabled: false,
    onChange: (event) => onChange(String(event.value)),
  });
}
