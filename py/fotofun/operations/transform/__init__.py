"""Size, crop and perspective."""
