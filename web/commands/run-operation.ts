import type { Values } from '../controls/values';
import { startOperation } from '../dialogs/start-operation';
import type { OperationInfo, RunParams } from '../generated/protocol';
import { targetFor } from '../masks/edit-target';
import { store, type State } from '../shell/state';
import type { Workspace } from '../shell/workspace';
import { chooseTool } from '../tools/host';
import { operationOf, shownTools } from '../tools/registry';
import type { Tool } from '../tools/tool';
import { placeOf } from './operation-places';

/** Kinds of parameters that a hand gives on the picture. */
const DRAWN = new Set(['points', 'position', 'rectangle']);

/** The tool with which the operation is done by hand, if there is one. A layer that fills the picture needs none. */
export function toolOf(operation: OperationInfo, state: State): Tool | null {
  const isFill = placeOf(operation)?.group === 'fills';
  if (isFill || !operation.parameters.some(({ kind }) => DRAWN.has(kind))) return null;
  return shownTools(state).find((tool) => operationOf(tool, state) === operation.name) ?? null;
}

/** Whether it has a stroke or an outline that must be drawn: without one it does nothing. */
export function needsHand({ family, parameters }: OperationInfo): boolean {
  return parameters.some(
    (parameter) => parameter.kind === 'points' && (parameter.least > 0 || family === 'paint'),
  );
}

/** Does what an operation's command means: its tool, or the operation itself, set up in its dialog. */
export function runOperation(
  workspace: Workspace,
  operation: OperationInfo,
  target?: RunParams['target'],
): void {
  const tool = target ? null : toolOf(operation, store.state);
  const becomes = target ?? targetFor(operation.family);
  if (tool) chooseTool(tool.name);
  else startOperation(workspace, operation, becomes ? { target: becomes } : {});
}

/** Runs it with these values; the rest is at its default. */
export function runWith(
  workspace: Workspace,
  { name, family }: OperationInfo,
  values: Values,
  target?: RunParams['target'],
): void {
  const becomes = target ?? targetFor(family);
  void workspace.run(name, values, becomes ? { target: becomes } : {});
}
