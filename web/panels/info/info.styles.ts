import { css } from 'lit';

export const infoStyles = css`
  dl {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    gap: 0.25rem 0.5rem;
    margin: 0;
  }

  dl > div {
    display: flex;
    gap: 0.375rem;
  }

  dt {
    color: var(--quiet);
  }

  dd {
    margin: 0;
    white-space: nowrap;
  }

  .colour {
    display: grid;
    grid-template-columns: 2.25rem minmax(0, 1fr);
    gap: 0 0.75rem;
    align-items: center;
  }

  .swatch {
    grid-row: span 2;
    width: 2.25rem;
    height: 2.25rem;
    border: 1px solid var(--control);
    border-radius: 0.25rem;
    background: linear-gradient(var(--colour), var(--colour)), var(--checkers);
    forced-color-adjust: none;
  }

  .hex {
    padding-top: 0.25rem;
    user-select: text;
  }

  .reading + dl {
    margin-top: 0.5rem;
    padding-top: 0.5rem;
    border-top: 1px solid var(--line);
  }

  .wide {
    grid-column: 1 / -1;
  }

  .hint {
    margin-top: 0.5rem;
  }

  ul {
    margin: 0.5rem 0 0;
    padding: 0;
    list-style: none;
  }

  li {
    padding: 0.25rem 0 0.5rem;
    border-top: 1px solid var(--line);
  }

  .mark {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: var(--row);
  }

  .mark ff-icon-button {
    margin: 0 -0.25rem 0 auto;
  }
`;
