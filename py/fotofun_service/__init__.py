"""The service: serves the built editor, and answers for its health."""
