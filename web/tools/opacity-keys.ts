const TYPING = 600; // milliseconds in which two digits make one number

/** Percents by digits: 5 is 50 %, 4 then 5 is 45 %, 0 is 100 %. */
export class OpacityKeys {
  private typed = { digit: 0, at: -Infinity };

  /** What the key means, or null where it is no digit. */
  percent({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): number | null {
    if (ctrlKey || metaKey || altKey || !/^\d$/.test(key)) return null;
    const digit = Number(key);
    const now = performance.now();
    const isSecond = now - this.typed.at < TYPING;
    const value = isSecond ? this.typed.digit * 10 + digit : digit * 10;
    this.typed = { digit, at: isSecond ? -Infinity : now };
    return value || (isSecond ? 1 : 100);
  }
}
