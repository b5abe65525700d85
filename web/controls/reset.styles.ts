import { css } from 'lit';

/** The button that takes a change back, and marks it. */
export const resetStyles = css`
  /* The dot that marks a change is the button that takes it back. */
  .reset {
    display: grid;
    place-items: center;
    width: 1.5rem;
    height: 1.5rem;
    padding: 0;
    border: 0;
    border-radius: var(--radius);
    background: none;
    color: var(--quiet);
  }

  .reset::before {
    content: '';
    grid-area: 1 / 1;
    width: 0.25rem;
    height: 0.25rem;
    border-radius: 50%;
    background: var(--text);
  }

  .reset svg {
    grid-area: 1 / 1;
    width: 0.875rem;
    height: 0.875rem;
    opacity: 0;
  }

  :host(:hover) .reset::before,
  .reset:focus-visible::before {
    opacity: 0;
  }

  :host(:hover) .reset svg,
  .reset:focus-visible svg {
    opacity: 1;
  }

  .reset:hover {
    color: var(--text);
  }

  @media (pointer: coarse), (max-width: 40rem) {
    .reset {
      width: 2.75rem;
      height: 2.75rem;
      margin-block: -0.5rem;
    }

    .reset::before {
      opacity: 0;
    }

    .reset svg {
      opacity: 1;
    }
  }
`;
