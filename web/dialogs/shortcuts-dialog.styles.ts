import { css } from 'lit';

export const shortcutsStyles = css`
  :host {
    --dialog-width: 34rem;
  }

  .find {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    padding: 0 0.5rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
  }

  .find:focus-within {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }

  .find svg {
    color: var(--quiet);
  }

  input {
    flex: 1;
    min-width: 0;
    min-height: var(--row);
    padding: 0;
    border: 0;
    background: none;
  }

  input:focus-visible {
    outline: none;
  }

  input::placeholder {
    color: var(--quiet);
    opacity: 1;
  }

  p {
    margin: 0.75rem 0 0;
  }

  h3 {
    margin: 1rem 0 0.25rem;
    color: var(--quiet);
    font-size: var(--body);
    font-weight: 600;
    line-height: var(--body-line);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-height: var(--row);
  }

  .label {
    flex: 1;
  }

  small {
    display: block;
    color: var(--quiet);
    font-size: var(--small);
    line-height: var(--body-line);
  }

  .changing [role='alert'] {
    color: var(--warning);
    font-size: var(--body);
  }

  .recorder {
    color: var(--quiet);
  }

  .small {
    width: var(--row);
    padding: 0;
    color: var(--quiet);
  }

  .keys {
    min-width: 2.5rem;
    padding: 0 0.25rem;
    justify-content: flex-end;
  }

  .fixed {
    padding: 0 0.25rem;
    display: inline-flex;
    gap: 0.5rem;
  }

  kbd {
    min-width: 1.5rem;
    padding: 0 0.375rem;
    border: 1px solid var(--line);
    border-radius: 0.25rem;
    background: var(--raised);
    color: var(--text);
    font: inherit;
    font-size: var(--body);
    line-height: 1.125rem;
    text-align: center;
  }
`;
