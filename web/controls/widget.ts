import type { TemplateResult } from 'lit';
import type { OperationInfo } from '../generated/protocol';
import type { Values } from './values';

/** What a widget is made with; `values` are those of all parameters. */
export interface WidgetProps {
  operation: OperationInfo;
  values: Values;
  disabled: boolean;
  /** New values of the parameters that changed. */
  onChange: (changed: Values, gesture: string) => void;
}

/**
 * Sets several parameters of one operation together, where rows of controls would not show what they do; the
 * default export of a file `<operation>.widget.ts`, which is all it takes to add one.
 */
export interface Widget {
  operation: string;
  /** The parameters that it sets, and that have no rows of their own. */
  takes: (parameter: string) => boolean;
  render: (props: WidgetProps) => TemplateResult;
}

const files = import.meta.glob<{ default: Widget }>('./*.widget.ts', { eager: true });
const widgets = new Map(Object.values(files).map((file) => [file.default.operation, file.default]));

/** The widget of an operation, if it has one. */
export function widgetOf(operation: OperationInfo): Widget | null {
  return widgets.get(operation.name) ?? null;
}
