import type { State } from '../shell/state';

export const always = (): boolean => true;

export const hasDocument = ({ document }: State): boolean => document !== null;

/** A document is open, and nothing runs that must finish first. */
export const isIdle = (state: State): boolean => hasDocument(state) && !state.activity;
