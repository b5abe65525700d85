import { css } from 'lit';

export const settingsStyles = css`
  :host {
    --dialog-width: 30rem;
  }

  section + section {
    margin-top: 1rem;
    padding-top: 1rem;
    border-top: 1px solid var(--line);
  }

  h3 {
    margin: 0 0 0.5rem;
    font-size: var(--menu);
    font-weight: 600;
    line-height: var(--menu-line);
  }

  p {
    margin: 0.5rem 0;
    color: var(--quiet);
    font-size: var(--body);
    line-height: var(--body-line);
  }

  .question {
    margin-top: 0.75rem;
    padding: 0.25rem 0.75rem 0.75rem;
    border: 1px solid var(--danger);
    border-radius: var(--radius);
  }

  .question p {
    color: var(--text);
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }

  .danger {
    border-color: var(--danger);
    color: var(--danger);
  }
`;
