"""Anonymous reports: taken in through the chat, kept sealed, followed up with a code."""
