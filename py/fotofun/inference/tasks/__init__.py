"""One file per task: what goes into its models, and what comes out of them."""
