"""Updates in and messages out: nothing is lost when the process dies, and no chat waits for another."""
