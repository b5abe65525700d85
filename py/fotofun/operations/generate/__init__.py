"""Fills, text and shapes: layers that are drawn from their settings."""
