import type { Values } from '../controls/values';
import type { Target } from '../editor';
import type { OperationInfo } from '../generated/protocol';

/** What an operation was last done with. */
export interface LastUse {
  values: Values;
  target: Target | null;
}

const KEY = 'last-values';
/** Files that travel in a value are too much for what the browser keeps. */
const LARGEST = 20_000;

let kept: Record<string, LastUse> | null = null;

/** What it was last done with; values that it does not know any more are left out. */
export function lastUse({ name, parameters }: OperationInfo): LastUse | null {
  const found = all()[name];
  if (!found) return null;
  const known = parameters.map((info) => info.name);
  const values = Object.entries(found.values).filter(([parameter]) => known.includes(parameter));
  return { target: found.target, values: Object.fromEntries(values) };
}

export function keepLastUse({ name }: OperationInfo, use: LastUse): void {
  kept = { ...all(), [name]: use };
  try {
    const small = Object.entries(kept).filter(([, each]) => JSON.stringify(each).length <= LARGEST);
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(small)));
  } catch {
    // It holds for this visit only.
  }
}

function all(): Record<string, LastUse> {
  if (kept) return kept;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, LastUse>;
  } catch {
    kept = {};
  }
  return kept;
}
