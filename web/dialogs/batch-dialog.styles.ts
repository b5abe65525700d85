import { css } from 'lit';

/** What is special to the batch: its list of files. */
export const batchDialogStyles = css`
  ff-dialog {
    --dialog-width: min(36rem, calc(100vw - 1rem));
  }

  .actions {
    display: flex;
    gap: 0.5rem;
  }

  .unit {
    white-space: nowrap;
  }

  ul {
    display: grid;
    max-height: min(24rem, 60dvh);
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }

  li {
    display: grid;
    grid-template-columns: 1.125rem minmax(0, 1fr) minmax(0, 1fr);
    align-items: center;
    gap: 0.5rem;
    min-height: var(--row);
  }

  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .sign {
    color: var(--quiet);
  }

  .failed .sign {
    color: var(--danger);
  }

  .waiting .name {
    color: var(--quiet);
  }
`;
