"""What only administrators do in the chat."""
