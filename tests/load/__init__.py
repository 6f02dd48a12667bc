"""The load tool: many simulated chats against the real bot on the try-out server."""
