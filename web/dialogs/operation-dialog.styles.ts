import { css } from 'lit';

export const operationDialogStyles = css`
  /* It lies over the stage and lets everything through but its own frame. */
  :host {
    position: relative;
    grid-area: stage;
    min-width: 0;
    min-height: 0;
    pointer-events: none;
  }

  ff-floating {
    pointer-events: auto;
  }

  p {
    margin: 0 0 0.5rem;
  }

  ff-choice {
    margin-top: 0.5rem;
  }

  .problem {
    margin: 0.5rem 0 0;
    color: var(--warning);
  }

  .problem[hidden] {
    display: block;
    margin: 0;
  }

  .start {
    padding: 0 0.5rem;
    color: var(--quiet);
  }

  .footer {
    pointer-events: auto;
  }

  .preview {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: var(--row);
  }

  .preview input {
    width: 1rem;
    height: 1rem;
    accent-color: var(--accent);
  }

  /* Shown only when a preview takes so long that one wonders. */
  .running {
    margin: 0 auto 0 0;
    width: 0.75rem;
    height: 0.75rem;
    border: 2px solid var(--control);
    border-top-color: transparent;
    border-radius: 50%;
    animation:
      appear 0s 300ms both,
      turn 800ms linear infinite;
  }

  .running[hidden] {
    display: block;
    visibility: hidden;
    animation: none;
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .running {
      animation: appear 0s 300ms both;
    }
  }

  @media (max-width: 40rem) {
    :host {
      grid-area: sheet;
      z-index: 1;
    }

    /* The picture needs the room more. */
    .description {
      display: none;
    }
  }
`;
