"""Layers: making, ordering, joining and setting them."""
