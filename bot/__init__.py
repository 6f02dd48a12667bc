"""Everything that meets people: Telegram, the try-out server, the command line."""
