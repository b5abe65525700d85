import { css } from 'lit';

/** What the controls that are not sliders share: a head with the name, and plain fields under it. */
export const fieldStyles = css`
  :host {
    display: block;
  }

  .head {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-height: var(--row);
  }

  .head .name {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .field {
    width: 100%;
    min-width: 0;
    min-height: var(--row);
    padding: 0.25rem 0.5rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: none;
    color: inherit;
    font: inherit;
  }

  .field:focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }

  .numbers {
    display: flex;
    gap: 0.5rem;
  }

  .numbers label {
    display: flex;
    align-items: center;
    color: var(--quiet);
  }

  .numbers ff-number-field {
    color: var(--text);
  }

  .icon {
    width: var(--row);
    padding: 0;
  }

  .icon[aria-pressed='true'] {
    background: var(--selected);
  }

  :host([compact]) {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    white-space: nowrap;
  }

  :host([disabled]) {
    opacity: 0.5;
  }

  @media (pointer: coarse), (max-width: 40rem) {
    .field {
      font-size: 1rem; /* smaller would make phones zoom in on focus */
    }

    .name {
      font-size: var(--menu);
      line-height: var(--menu-line);
    }
  }
`;
