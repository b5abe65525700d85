import { css } from 'lit';

export const modelsDialogStyles = css`
  :host {
    --dialog-width: 40rem;
  }

  p {
    margin: 0;
  }

  .intro {
    margin-bottom: 0.75rem;
    font-size: var(--body);
    line-height: var(--body-line);
  }

  .room {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }

  .problem {
    display: flex;
    gap: 0.5rem;
    margin-top: 0.75rem;
    padding: 0.5rem 0.75rem;
    border: 1px solid var(--danger);
    border-radius: var(--radius);
    overflow-wrap: anywhere;
  }

  .problem > svg {
    color: var(--danger);
  }

  .said {
    min-height: var(--menu-line);
    margin-top: 0.5rem;
  }

  section + section {
    margin-top: 1rem;
  }

  .task {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
    min-height: var(--row);
    border-bottom: 1px solid var(--line);
  }

  h3 {
    margin: 0;
    font-size: var(--menu);
    font-weight: 600;
    line-height: var(--menu-line);
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.75rem;
    padding: 0.5rem 0;
  }

  li + li {
    border-top: 1px solid var(--line);
  }

  .what {
    min-width: 0;
    flex: 1;
  }

  .what .quiet {
    font-size: var(--body);
    line-height: var(--body-line);
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.75rem;
    margin-top: 0.125rem;
  }

  .here {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    color: var(--private);
  }

  .here svg {
    width: 0.75rem;
    height: 0.75rem;
  }

  .tag {
    padding: 0 0.25rem;
    border: 1px solid var(--control);
    border-radius: 0.25rem;
    color: var(--quiet);
    font-size: var(--small);
  }

  a {
    color: inherit;
    text-underline-offset: 0.125rem;
  }

  progress {
    display: block;
    width: 100%;
    height: 0.25rem;
    margin-top: 0.375rem;
    border: 0;
    border-radius: 0.125rem;
    background: var(--line);
    appearance: none;
  }

  progress::-webkit-progress-bar {
    border-radius: 0.125rem;
    background: var(--line);
  }

  progress::-webkit-progress-value {
    border-radius: 0.125rem;
    background: var(--accent);
  }

  progress::-moz-progress-bar {
    background: var(--accent);
  }

  .button.icon {
    flex: none;
    width: var(--row);
    padding: 0;
    color: var(--quiet);
  }

  @media (pointer: coarse), (max-width: 40rem) {
    .button.icon {
      width: 2.75rem;
      min-height: 2.75rem;
    }

    li a {
      display: inline-block;
      min-width: 2.75rem;
      padding: 0.5rem 0;
    }
  }
`;
