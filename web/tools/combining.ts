import { store } from '../shell/state';
import type { ToolContext, ToolPointer } from './tool';

export type Combine = 'new' | 'add' | 'subtract' | 'intersect';

/** How an outline joins what is selected: what is held says it for once, else the options bar. */
export function combineOf(context: ToolContext, { shift, alt }: ToolPointer): Combine {
  if (store.state.document?.selection == null) return 'new';
  if (shift && alt) return 'intersect';
  if (shift) return 'add';
  if (alt) return 'subtract';
  return context.values['combine'] as Combine;
}

/** Shift and Alt mean something else while the pointer is pressed, once they were not held in between. */
export class FreedModifiers {
  private shiftIsFree: boolean;
  private altIsFree: boolean;

  constructor({ shift, alt }: ToolPointer) {
    const isCombining = store.state.document?.selection != null;
    this.shiftIsFree = !(isCombining && shift);
    this.altIsFree = !(isCombining && alt);
  }

  read({ shift, alt }: ToolPointer): { shift: boolean; alt: boolean } {
    this.shiftIsFree ||= !shift;
    this.altIsFree ||= !alt;
    return { shift: shift && this.shiftIsFree, alt: alt && this.altIsFree };
  }
}

const MARKS: Record<Combine, string> = { new: '', add: '+', subtract: '−', intersect: '×' };

/** A sign beside the pointer for how the outline will join. */
export function combineMark(combine: Combine): string {
  return MARKS[combine];
}
