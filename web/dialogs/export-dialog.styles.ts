import { css } from 'lit';

/** The preview beside the form; on the phone above it. */
export const exportDialogStyles = css`
  ff-dialog {
    --dialog-width: min(68rem, calc(100vw - 3rem));
  }

  .whole {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 19rem;
    gap: 1.5rem;
  }

  ff-side-by-side {
    height: min(30rem, calc(100dvh - 14rem));
  }

  form {
    align-content: start;
  }

  .formats {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .formats > div {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 1px;
    padding: 1px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .formats legend {
    padding: 0 0 0.25rem;
  }

  .formats label {
    position: relative;
    display: grid;
  }

  .formats input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
  }

  .formats span {
    display: grid;
    place-items: center;
    min-height: var(--row);
    border-radius: 0.25rem;
    color: var(--quiet);
    font-size: var(--body);
  }

  .formats input:hover + span {
    color: var(--text);
  }

  .formats input:checked + span {
    background: var(--selected);
    color: var(--text);
  }

  .formats input:focus-visible + span {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }

  .check {
    display: flex;
    align-items: center;
    gap: 0.5rem;
  }

  .check input {
    width: 1rem;
    height: 1rem;
    accent-color: var(--accent);
  }

  @media (forced-colors: active) {
    .formats input:checked + span {
      outline: 2px solid Highlight;
    }
  }

  @media (max-width: 40rem) {
    ff-dialog {
      --dialog-width: calc(100vw - 1rem);
    }

    .whole {
      grid-template-columns: minmax(0, 1fr);
      gap: 0.75rem;
    }

    ff-side-by-side {
      height: 30dvh;
    }
  }
`;
