import type { ParameterValue } from '../../generated/protocol';

const SIZES = [
  1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250, 300, 400, 500, 650, 800,
  1000, 1300, 1600, 2000, 2500, 3000, 4000, 5000,
]; // prettier-ignore
const TYPING = 600; // milliseconds in which two digits make one number

/**
 * What keys change on a tip: [ and ] its size, { and } its hardness, digits its opacity (5 is 50 %, 4 then 5 is
 * 45 %, 0 is 100 %).
 */
export class TipKeys {
  private typed = { digit: 0, at: -Infinity };

  change(event: KeyboardEvent, values: Record<string, ParameterValue>): [name: string, value: number] | null {
    if (event.ctrlKey || event.metaKey || event.altKey) return null;
    const [size, hardness] = [Number(values['size']), Number(values['hardness'])];
    switch (event.key) {
      case '[':
        return ['size', SIZES.findLast((each) => each < size) ?? size];
      case ']':
        return ['size', SIZES.find((each) => each > size) ?? size];
      case '{':
        return ['hardness', Math.max(0, hardness - 25)];
      case '}':
        return ['hardness', Math.min(100, hardness + 25)];
    }
    if (!/^\d$/.test(event.key) || !('opacity' in values)) return null;
    return ['opacity', this.opacity(Number(event.key))];
  }

  private opacity(digit: number): number {
    const now = performance.now();
    const isSecond = now - this.typed.at < TYPING;
    const value = isSecond ? this.typed.digit * 10 + digit : digit * 10;
    this.typed = { digit, at: isSecond ? -Infinity : now };
    return value || (isSecond ? 1 : 100);
  }
}
