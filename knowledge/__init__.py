"""The published library: reading it, searching it, answering from it."""
