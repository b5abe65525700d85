import type { TemplateResult } from 'lit';
import type { Control, ControlProps } from './control';

export { ParameterEvent } from './control';

const files = import.meta.glob<{ default: Control }>('./*.control.ts', { eager: true });
const controls = Object.values(files)
  .map((file) => file.default)
  .sort((a, b) => Number(a.suits === null) - Number(b.suits === null));

/** The control for a parameter, by its kind. */
export function renderParameter(
  props: Omit<ControlProps, 'compact'> & { compact?: boolean },
): TemplateResult {
  const found = controls.find(({ kind, suits }) => kind === props.info.kind && (!suits || suits(props.info)));
  if (!found) throw new Error(`There is no control for parameters of the kind ${props.info.kind}.`);
  return found.render({ compact: false, ...props });
}
