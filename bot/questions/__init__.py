"""Asking, showing and browsing: what people do with the library in a chat."""
