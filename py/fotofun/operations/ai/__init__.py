"""What needs a model."""
