import type { Values } from '../controls/values';
import { forChosen } from '../documents/chosen-layers';
import type { Target } from '../editor';
import type { OperationInfo } from '../generated/protocol';
import { store } from '../shell/state';
import type { Workspace } from '../shell/workspace';

/** What the operation dialog is opened with. */
export interface OperationStart {
  operation: OperationInfo;
  /** Values to begin with, such as the name that a layer has; the dialog knows the others. */
  values: Values;
  /** What it is to become, where that is not for people to choose. */
  target: Target | null;
}

/** Does an operation as a menu entry does: at once where there is nothing to set, else through its dialog. */
export function startOperation(
  workspace: Workspace,
  operation: OperationInfo,
  { values = {}, target = null }: { values?: Values; target?: Target | null } = {},
): void {
  // Which layers become a group is said already where several are chosen.
  const isSaid = operation.name === 'group_layers' && forChosen(operation).layers !== undefined;
  if (operation.parameters.length === 0 || isSaid) {
    void workspace.run(operation.name, {}, target ? { target } : {});
    return;
  }
  store.set({ dialog: 'operation', operation: { operation, values, target } });
}
