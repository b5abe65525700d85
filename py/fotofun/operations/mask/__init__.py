"""What changes a layer's mask."""
