import { css } from 'lit';

/** What every component of the shell shares: box model, focus ring, icons, words for screen readers only. */
export const shared = css`
  :host {
    box-sizing: border-box;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  button,
  input,
  select {
    margin: 0;
    font: inherit;
    color: inherit;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: -1px;
  }

  svg {
    display: block;
    flex: none;
    width: 1.125rem;
    height: 1.125rem;
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .quiet {
    color: var(--quiet);
  }

  .hidden-text {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }
`;

/** Buttons: plain by default, `.primary` for the one thing to do next, `.outlined` where a plain one would be lost. */
export const buttons = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-height: var(--row);
    padding: 0 0.75rem;
    border: 1px solid transparent;
    border-radius: var(--radius);
    background: none;
    line-height: var(--body-line);
    white-space: nowrap;
    cursor: default;
    user-select: none;
    transition: background-color var(--motion) var(--ease);
  }

  /* Not on touch screens, where it would stay after the tap. */
  @media (hover: hover) {
    .button:hover {
      background: var(--hover);
    }
  }

  .button:active {
    background: var(--pressed);
  }

  .button.outlined {
    border-color: var(--control);
  }

  /* No transition: half-way from disabled to enabled its text could not be read. */
  .button.primary {
    background: var(--accent);
    color: var(--on-accent);
    transition: none;
  }

  @media (hover: hover) {
    .button.primary:hover {
      background: var(--accent-hover);
    }
  }

  .button.primary:active {
    background: var(--accent);
  }

  .button.primary:focus-visible {
    outline-color: var(--text);
    outline-offset: 1px;
  }

  .button:disabled {
    opacity: 0.4;
    background: none;
  }

  .button.primary:disabled {
    background: var(--control);
    color: var(--text);
  }

  @media (forced-colors: active) {
    .button {
      border-color: ButtonBorder;
    }
  }
`;
