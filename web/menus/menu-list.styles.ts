import { css } from 'lit';

export const menuListStyles = css`
  :host {
    position: fixed;
    inset: auto;
    min-width: 13rem;
    max-width: min(24rem, 100vw - 1rem);
    margin: 0;
    padding: 0.25rem;
    overflow-y: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    box-shadow: var(--float-shadow);
    color: var(--text);
    font-size: var(--menu);
    line-height: var(--menu-line);
  }

  .item {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: var(--row);
    padding: 0 0.5rem;
    border-radius: 0.25rem;
    white-space: nowrap;
    cursor: default;
    user-select: none;
  }

  .item:focus {
    background: var(--hover);
  }

  .item:focus-visible {
    outline-offset: -2px;
  }

  .item:active,
  .item[aria-expanded='true'] {
    background: var(--pressed);
  }

  .item[aria-disabled='true'] {
    color: color-mix(in srgb, var(--text) 42%, transparent);
  }

  .item[aria-disabled='true']:active {
    background: var(--hover);
  }

  .mark {
    flex: none;
    width: 1.125rem;
  }

  .label {
    flex: 1;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .keys {
    padding-inline-start: 1.5rem;
    color: var(--quiet);
    font-variant-numeric: tabular-nums;
  }

  .item[aria-disabled='true'] .keys {
    color: inherit;
  }

  .arrow svg {
    width: 0.875rem;
    height: 0.875rem;
    color: var(--quiet);
  }

  .line {
    height: 1px;
    margin: 0.25rem -0.25rem;
    background: var(--line);
  }
`;
