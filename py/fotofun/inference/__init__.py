"""Models: what they are, where they may run, and what their numbers mean."""
