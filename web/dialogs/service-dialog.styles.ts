import { css } from 'lit';

export const serviceStyles = css`
  :host {
    --dialog-width: 32rem;
  }

  section,
  details {
    margin-top: 1.25rem;
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }

  h3 {
    margin: 0 0 0.5rem;
    font-size: var(--menu);
    font-weight: 600;
  }

  p {
    margin: 0 0 0.5rem;
  }

  .note {
    margin-top: 0.75rem;
    font-size: var(--small);
  }

  .status {
    display: flex;
    align-items: baseline;
    gap: 0.5rem;
    margin: 0;
  }

  .dot {
    flex: none;
    width: 0.5rem;
    height: 0.5rem;
    border-radius: 50%;
    background: var(--quiet);
  }

  .ready .dot {
    background: var(--private);
  }

  .offline .dot,
  .unauthorised .dot {
    background: var(--warning);
  }

  .finding {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 1.25rem;
    margin: 0;
  }

  .finding svg {
    width: 1rem;
    height: 1rem;
  }

  .good svg {
    color: var(--private);
  }

  .bad svg {
    color: var(--warning);
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0.5rem;
  }

  section > .row + .row {
    margin-top: 0.375rem;
  }

  section > .row {
    grid-template-columns: minmax(0, 1fr) 10rem;
  }

  meter {
    width: 100%;
    height: 0.75rem;
  }

  a.button {
    color: inherit;
    text-decoration: none;
  }

  summary {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: var(--row);
    cursor: pointer;
    list-style: none;
  }

  summary svg {
    width: 0.75rem;
    height: 0.75rem;
    color: var(--quiet);
  }

  details[open] summary svg {
    transform: rotate(90deg);
  }

  .text {
    display: flex;
    align-items: start;
    gap: 0.5rem;
    margin-bottom: 0.75rem;
  }

  pre {
    flex: 1;
    min-width: 0;
    max-height: 10rem;
    margin: 0;
    padding: 0.5rem;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--raised);
    font-size: var(--small);
  }
`;
