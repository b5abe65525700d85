import { css } from 'lit';

export const pickerStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
    width: 15.5rem;
    font-size: var(--body);
    line-height: var(--body-line);
  }

  ff-colour-area {
    height: 9rem;
  }

  .line {
    display: flex;
    align-items: center;
    gap: 0.25rem;
  }

  .before,
  .hex {
    height: var(--row);
    border: 1px solid var(--control);
    border-radius: var(--radius);
  }

  .before {
    flex: none;
    width: 2.5rem;
    padding: 0;
    background: linear-gradient(to right, var(--before) 50%, var(--now) 50%), var(--checkers);
    cursor: default;
    forced-color-adjust: none;
  }

  .hex {
    flex: 1;
    min-width: 0;
    padding: 0 0.5rem;
    background: none;
  }

  .hex:focus {
    background: var(--canvas);
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }

  .line .button {
    flex: none;
    width: var(--row);
    padding: 0;
  }

  .models {
    display: flex;
    flex: none;
    height: var(--row);
    padding: 1px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .models button {
    padding: 0 0.375rem;
    border: 0;
    border-radius: 0.25rem;
    background: none;
    color: var(--quiet);
    font-size: var(--small);
    cursor: default;
  }

  .models button[aria-pressed='true'] {
    background: var(--selected);
    color: var(--text);
  }

  h3 {
    margin: 0.25rem 0 -0.25rem;
    color: var(--quiet);
    font-size: inherit;
    font-weight: inherit;
  }

  @media (pointer: coarse), (max-width: 40rem) {
    :host {
      width: 100%;
    }

    .hex {
      font-size: 1rem; /* smaller would make phones zoom in on focus */
    }

    .models button {
      min-width: 2.75rem;
    }
  }
`;
