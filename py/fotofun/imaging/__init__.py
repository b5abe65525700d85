"""Image processing that several operations share; one file, one technique."""
