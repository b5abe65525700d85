import { css } from 'lit';

/** Forms of dialogs: a row has its label on the left and its field on the right. */
export const formStyles = css`
  form,
  .form {
    display: grid;
    gap: 0.75rem;
  }

  .row {
    display: grid;
    grid-template-columns: 6rem minmax(0, 1fr);
    align-items: center;
    gap: 0.75rem;
    min-height: var(--row);
  }

  .row > .fields {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    min-width: 0;
  }

  .row input,
  .row select {
    flex: 1;
    width: 100%;
    min-width: 4rem;
    min-height: var(--row);
    padding: 0 0.5rem;
    border: 1px solid var(--control);
    border-radius: var(--radius);
    background: var(--panel);
  }

  .row input[type='number'] {
    font-variant-numeric: tabular-nums;
  }

  .row input[type='checkbox'],
  .check input {
    flex: none;
    width: 1rem;
    height: 1rem;
    min-height: 1rem;
    margin: 0;
    accent-color: var(--accent);
  }

  .check {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: var(--row);
  }

  .note {
    margin: 0;
    color: var(--quiet);
  }

  @media (max-width: 40rem) {
    .row {
      grid-template-columns: 5rem minmax(0, 1fr);
    }
  }
`;
