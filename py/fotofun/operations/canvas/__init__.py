"""The canvas under all layers."""
