"""From a document to pixels: fused look-up tables and the compositor that exports with them."""
