import { isRecord, stored } from '../settings/stored';

type Kept = Record<string, Record<string, boolean>>;

const kept = stored<Kept>('open-groups', {}, isRecord);

/** Whether a group of an operation's parameters was left open or closed; undefined where nobody touched it. */
export function isOpen(operation: string, group: string): boolean | undefined {
  return kept.read()[operation]?.[group];
}

export function keepOpen(operation: string, group: string, open: boolean): void {
  if (isOpen(operation, group) === open) return;
  const groups = { ...kept.read()[operation], [group]: open };
  kept.write({ ...kept.read(), [operation]: groups });
}
