"""Tone and colour."""
