const KEY = 'open-groups';

type Kept = Record<string, Record<string, boolean>>;

let kept: Kept | null = null;

/** Whether a group of an operation's parameters was left open or closed; undefined where nobody touched it. */
export function isOpen(operation: string, group: string): boolean | undefined {
  return all()[operation]?.[group];
}

export function keepOpen(operation: string, group: string, open: boolean): void {
  if (isOpen(operation, group) === open) return;
  const groups = { ...all()[operation], [group]: open };
  kept = { ...all(), [operation]: groups };
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // It holds for this visit only.
  }
}

function all(): Kept {
  if (kept) return kept;
  try {
    kept = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Kept;
  } catch {
    kept = {};
  }
  return kept;
}
