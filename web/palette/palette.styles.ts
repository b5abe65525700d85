import { css } from 'lit';

export const paletteStyles = css`
  dialog {
    width: min(46rem, 100vw - 2rem);
    max-width: none;
    height: min(32rem, 80dvh);
    margin: 12dvh auto auto;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius-dialog);
    background: var(--panel);
    box-shadow: var(--float-shadow);
    color: var(--text);
    font-size: var(--menu);
    line-height: var(--menu-line);
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
    animation: appear var(--motion) var(--ease);
  }

  @keyframes appear {
    from {
      opacity: 0;
      transform: translateY(-0.5rem);
    }
  }

  dialog::backdrop {
    background: var(--scrim);
  }

  .field {
    display: flex;
    align-items: center;
    gap: 0.75rem;
    padding: 0 0.5rem 0 1rem;
    border-bottom: 1px solid var(--line);
  }

  .field svg {
    color: var(--quiet);
  }

  input {
    flex: 1;
    min-width: 0;
    height: 3rem;
    padding: 0;
    border: 0;
    background: none;
    font-size: 0.9375rem;
  }

  input:focus-visible {
    outline: none;
  }

  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }

  .close {
    width: var(--row);
    padding: 0;
  }

  .body {
    flex: 1;
    display: flex;
    min-height: 0;
  }

  [role='listbox'] {
    flex: 1;
    min-width: 0;
    padding: 0.25rem;
    overflow-y: auto;
  }

  [role='listbox'] p {
    margin: 1rem 0.75rem;
  }

  .option {
    display: flex;
    align-items: baseline;
    gap: 0.75rem;
    padding: calc((var(--row) - var(--menu-line)) / 2) 0.75rem;
    border-radius: var(--radius);
    cursor: default;
  }

  .option[aria-selected='true'] {
    background: var(--selected);
  }

  .option[aria-disabled='true'] .label {
    color: var(--quiet);
  }

  .option.ruled {
    position: relative;
    margin-top: 0.5rem;
  }

  .option.ruled::before {
    content: '';
    position: absolute;
    inset: -0.25rem -0.25rem auto;
    border-top: 1px solid var(--line);
  }

  .label {
    flex: none;
    max-width: 60%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .path {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    color: var(--quiet);
    font-size: var(--body);
    text-align: end;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  kbd {
    flex: none;
    color: var(--quiet);
    font: inherit;
    font-size: var(--body);
  }

  .option[aria-selected='true'] :is(.path, kbd) {
    color: var(--text);
  }

  .details {
    flex: none;
    width: 17rem;
    padding: 0.75rem 1rem 1rem;
    overflow-y: auto;
    border-left: 1px solid var(--line);
  }

  h2 {
    margin: 0 0 0.25rem;
    font-size: var(--menu);
    font-weight: 600;
    line-height: var(--menu-line);
  }

  .details p {
    margin: 0 0 0.75rem;
    color: var(--quiet);
    font-size: var(--body);
    line-height: var(--body-line);
  }

  .details p.reason {
    color: var(--warning);
  }

  .details .primary {
    width: 100%;
    margin-top: 0.75rem;
  }

  .keys {
    font-size: var(--small);
  }

  @media (max-width: 40rem) {
    dialog {
      width: 100%;
      height: 100dvh;
      max-height: none;
      margin: 0;
      border: 0;
      border-radius: 0;
    }

    input {
      font-size: 1rem; /* smaller, and Safari would zoom in */
    }

    kbd {
      display: none;
    }
  }
`;
