"""Filters: what looks at a neighbourhood, or adds texture."""
