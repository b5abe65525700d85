import type { ParameterValue } from '../../generated/protocol';
import { OpacityKeys } from '../opacity-keys';

const SIZES = [
  1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200, 250, 300, 400, 500, 650, 800,
  1000, 1300, 1600, 2000, 2500, 3000, 4000, 5000,
]; // prettier-ignore

/** What keys change on a tip: [ and ] its size, { and } its hardness, digits its opacity. */
export class TipKeys {
  private readonly opacity = new OpacityKeys();

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
    const opacity = 'opacity' in values ? this.opacity.percent(event) : null;
    return opacity === null ? null : ['opacity', opacity];
  }
}
