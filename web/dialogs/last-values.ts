import type { Values } from '../controls/values';
import type { Target } from '../editor';
import type { OperationInfo } from '../generated/protocol';
import { isRecord, stored } from '../settings/stored';

/** What an operation was last done with. */
export interface LastUse {
  values: Values;
  target: Target | null;
}

/** Files that travel in a value are too much for what the browser keeps. */
const LARGEST = 20_000;

const kept = stored<Record<string, LastUse>>('last-values', {}, isRecord);
/** What is too large to keep holds for this visit. */
const visit: Record<string, LastUse> = {};

/** What it was last done with; values that it does not know any more are left out. */
export function lastUse({ name, parameters }: OperationInfo): LastUse | null {
  const found = visit[name] ?? kept.read()[name];
  if (!found) return null;
  const known = parameters.map((info) => info.name);
  const values = Object.entries(found.values).filter(([parameter]) => known.includes(parameter));
  return { target: found.target, values: Object.fromEntries(values) };
}

export function keepLastUse({ name }: OperationInfo, use: LastUse): void {
  visit[name] = use;
  if (JSON.stringify(use).length <= LARGEST) kept.write({ ...kept.read(), [name]: use });
}
