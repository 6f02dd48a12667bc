"""Files in, a published library snapshot out."""
