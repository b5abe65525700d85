import type { ParameterValue } from '../generated/protocol';

/** Values of an operation's parameters, by name; what is not named is at its default. */
export type Values = Readonly<Record<string, ParameterValue>>;

/** Whether two values of a parameter are equal. */
export function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((each, index) => isSame(each, other[index]));
}
