import type { ParameterValue } from '../generated/protocol';
import { store } from '../shell/state';

/** Of what the options bar is set to, the parameters that the operation has. */
export function operationParams(
  operation: string,
  values: Record<string, ParameterValue>,
): Record<string, ParameterValue> {
  const parameters = store.state.catalog.find(({ name }) => name === operation)?.parameters ?? [];
  return Object.fromEntries(parameters.map(({ name, default: rest }) => [name, values[name] ?? rest]));
}
