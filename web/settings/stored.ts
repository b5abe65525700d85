/** A value that this browser keeps for the next visit. What is missing, unreadable or of another shape is `rest`. */
export interface Stored<T> {
  read(): T;
  write(value: T): void;
}

const PREFIX = 'fotofun.';

export function stored<T>(key: string, rest: T, isValid: (value: unknown) => boolean): Stored<T> {
  // Where storage is forbidden it still holds for this visit.
  let current = load();

  function load(): T {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null');
      return isValid(value) ? (value as T) : rest;
    } catch {
      return rest;
    }
  }

  return {
    read: () => current,
    write: (value) => {
      current = value;
      try {
        localStorage.setItem(PREFIX + key, JSON.stringify(value));
      } catch {
        // Storage is full or forbidden.
      }
    },
  };
}

export function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
