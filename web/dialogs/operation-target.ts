import { activeLayer } from '../panels/parameters';
import type { Target } from '../editor';
import type { ChoiceInfo, OperationInfo } from '../generated/protocol';
import type { State } from '../shell/state';

const TARGET = { kind: 'choice', name: 'target', label: 'Apply to', description: '', group: '' } as const;

/** What an operation can become, for people to choose; null where there is nothing to choose. */
export function targetsOf({ family }: OperationInfo, state: State): ChoiceInfo | null {
  const hasPixels = activeLayer(state)?.kind === 'pixel';
  switch (family) {
    case 'point':
    case 'auto':
      return choice([...(hasPixels ? [PIXELS] : []), { value: 'layer', label: 'Adjustment layer' }]);
    case 'area':
      return choice([...(hasPixels ? [PIXELS] : []), { value: 'layer', label: 'Filter layer' }]);
    case 'generator':
      return choice([{ value: 'layer', label: 'New layer' }, ...(hasPixels ? [PIXELS] : [])]);
    default:
      return null;
  }
}

const PIXELS = { value: 'pixels', label: 'Layer’s pixels' } satisfies { value: Target; label: string };

function choice(options: { value: Target; label: string }[]): ChoiceInfo {
  return { ...TARGET, options, default: options[0]?.value ?? 'pixels' };
}
