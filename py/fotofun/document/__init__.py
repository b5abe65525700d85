"""The open picture: layers with masks and adjustments, and the history of what was done to it."""
