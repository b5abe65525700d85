/** Tells when work will be done from how far it came since this stage of it was first told. */
export class Pace {
  private begin: { message: string; fraction: number; at: number } | null = null;

  /** The time of `performance.now()` at which it will be done; null until something can be said. */
  ends(message: string, fraction: number | null, now: number): number | null {
    const { begin } = this;
    if (fraction === null) {
      this.begin = null;
      return null;
    }
    // Another stage goes at another pace.
    if (begin?.message !== message || fraction < begin.fraction) {
      this.begin = { message, fraction, at: now };
      return null;
    }
    const done = fraction - begin.fraction;
    return done > 0 ? now + ((now - begin.at) * (1 - fraction)) / done : null;
  }
}
