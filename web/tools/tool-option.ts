import type { TemplateResult } from 'lit';
import { parameterInWords } from '../language/catalog';
import type { ParameterEvent } from '../controls/control';
import { renderParameter } from '../controls/parameter';
import type { ChoiceInfo, ToggleInfo } from '../generated/protocol';
import type { ToolContext } from './tool';

const COMMON = { description: '', group: '' };

/** An option that is the tool's own, no parameter of its operation; it looks like one, and is remembered like one. */
export function toolOption(
  context: ToolContext,
  option: Omit<ToggleInfo, keyof typeof COMMON> | Omit<ChoiceInfo, keyof typeof COMMON>,
  description = '',
): TemplateResult {
  const info = parameterInWords({ ...COMMON, ...option, description });
  return renderParameter({
    info,
    value: context.values[info.name] ?? info.default,
    disabled: false,
    compact: true,
    onChange: ({ value }: ParameterEvent) => context.set(info.name, value),
  });
}
