"""Who follows new documents, and telling them of those that were published."""
