"""Tests of the try-out server."""
