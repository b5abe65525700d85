/** A name that nothing else has. `crypto.randomUUID` would do, but only on pages that came over HTTPS or from this machine. */
export function uniqueId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}
