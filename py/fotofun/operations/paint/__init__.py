"""Brushes and fills."""
