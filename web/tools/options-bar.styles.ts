import { css } from 'lit';

/** One line of controls, over the picture on the desktop and under it on the phone. */
export const optionsBarStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: 1rem;
    min-width: 0;
    height: var(--options-bar);
    padding: 0 0.75rem;
    border-bottom: 1px solid var(--line);
    background: var(--panel);
    overflow: auto hidden;
    scrollbar-width: none;
    white-space: nowrap;
  }

  .name {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    flex: none;
    padding-right: 1rem;
    border-right: 1px solid var(--line);
    line-height: 1.25rem;
  }

  .field {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    flex: none;
  }

  input[type='checkbox'] {
    width: 0.875rem;
    height: 0.875rem;
    accent-color: var(--accent);
  }

  select {
    height: 1.5rem;
    padding: 0 0.25rem;
    border: 1px solid var(--control);
    border-radius: 0.25rem;
    background: var(--panel);
  }

  .button {
    flex: none;
    min-height: 1.5rem;
    padding: 0 0.5rem;
  }

  .icon {
    width: 1.75rem;
    padding: 0;
  }

  .icon[aria-pressed='true'] {
    background: var(--selected);
  }

  .row {
    display: flex;
    align-items: center;
    gap: 1rem;
    flex: none;
  }

  .tight {
    gap: 0.25rem;
  }

  .end {
    margin-left: auto;
  }

  ff-parameters {
    flex: none;
  }

  /* On the phone the tool's name stands under its options. */
  @media (max-width: 40rem) {
    .name {
      display: none;
    }

    ff-parameters {
      order: 1;
    }

    select {
      height: var(--row);
    }

    .field {
      min-height: var(--row);
    }
  }
`;
