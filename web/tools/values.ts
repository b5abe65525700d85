import type { OperationInfo, ParameterValue } from '../generated/protocol';
import { isRecord, stored } from '../settings/stored';
import { store, type State } from '../shell/state';
import { operationOf } from './registry';
import type { Tool } from './tool';

type Values = Record<string, ParameterValue>;

const kept = stored<Record<string, Values>>('tools', {}, isRecord);

/** The name under which a tool's options are remembered. */
function topic(tool: Tool, state: State): string {
  return operationOf(tool, state) ?? `tool ${tool.name}`;
}

/** The operation that a tool runs now, with all that is known about it. */
export function operationInfo(tool: Tool, state: State): OperationInfo | null {
  const name = operationOf(tool, state);
  return state.catalog.find((operation) => operation.name === name) ?? null;
}

/** A tool's options: what was chosen, else the defaults. */
export function valuesOf(tool: Tool, state: State): Values {
  const parameters = operationInfo(tool, state)?.parameters ?? [];
  const defaults = Object.fromEntries(parameters.map((info) => [info.name, info.default]));
  return { ...defaults, ...state.toolValues[topic(tool, state)] };
}

/** Remembers one option, for the next visit too. */
export function setValue(tool: Tool, name: string, value: ParameterValue): void {
  const { state } = store;
  const key = topic(tool, state);
  const toolValues = { ...state.toolValues, [key]: { ...state.toolValues[key], [name]: value } };
  store.set({ toolValues });
  kept.write(toolValues);
}

/** Takes up the options of the last visit. */
export function restoreValues(): void {
  store.set({ toolValues: kept.read() });
}
