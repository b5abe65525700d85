import type { OperationInfo } from '../generated/protocol';
import type { State } from '../shell/state';

/** Whether nothing can do the operation: no model is on this device, and no service that may be asked has one. */
export function lacksModel({ task }: OperationInfo, { localTasks, service }: State): boolean {
  if (!task || !localTasks || localTasks.has(task)) return false;
  const isRefused = service.use === 'never' || service.consents[task] === 'never';
  return isRefused || !service.tasks.includes(task);
}

/** Whether it would run on the service as things are. */
export function runsOnService({ task }: OperationInfo, { localTasks, service }: State): boolean {
  if (!task || service.use === 'never' || service.health !== 'ready' || service.consents[task] === 'never')
    return false;
  return service.tasks.includes(task) && (service.use === 'prefer' || localTasks?.has(task) === false);
}
