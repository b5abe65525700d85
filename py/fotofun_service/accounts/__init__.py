"""Who may ask the service for what, how often, and how much of it: keys, plans, usage, repeated requests."""
