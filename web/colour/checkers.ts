import { css } from 'lit';

/** What shows through a colour that is not opaque. */
export const checkers = css`
  :host {
    --checkers: repeating-conic-gradient(var(--checker-a) 0 25%, var(--checker-b) 0 50%) 0 0 / 0.5rem 0.5rem;
  }
`;
