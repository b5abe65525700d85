import { css } from 'lit';

/** Rows with a button that does the thing, and small ones beside it. */
export const namedRowStyles = css`
  ul {
    margin: 0 -0.5rem;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    border-radius: var(--radius);
  }

  .named {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 0.5rem;
    overflow: hidden;
    min-height: var(--row);
    padding: 0 0.5rem;
    border: 0;
    border-radius: var(--radius);
    background: none;
    text-align: left;
    cursor: default;
  }

  .named > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .named svg {
    color: var(--quiet);
  }

  @media (hover: hover) {
    .named:hover {
      background: var(--hover);
    }
  }

  .named[aria-pressed='true'] {
    background: var(--selected);
  }
`;
