import { css } from 'lit';

export const parametersStyles = css`
  :host,
  .rows {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5rem;
  }

  :host([compact]) {
    display: flex;
    align-items: center;
    gap: 0.75rem;
  }

  :host([compact]) > * {
    flex: none;
  }

  details {
    border-top: 1px solid var(--line);
  }

  summary {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    min-height: var(--row);
    list-style: none;
    cursor: default;
    user-select: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  summary svg {
    width: 0.875rem;
    height: 0.875rem;
    color: var(--quiet);
    transition: transform var(--motion) var(--ease);
  }

  details[open] > summary svg {
    transform: rotate(90deg);
  }

  .dot {
    width: 0.25rem;
    height: 0.25rem;
    margin-left: 0.25rem;
    border-radius: 50%;
    background: var(--text);
  }

  .rows {
    padding-bottom: 0.75rem;
  }

  .reset {
    justify-self: end;
    color: var(--quiet);
  }

  :host([compact]) .reset {
    width: var(--row);
    padding: 0;
  }
`;
