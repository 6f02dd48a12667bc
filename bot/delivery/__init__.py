"""Updates in, messages out: nothing is lost on a kill, and no chat waits for another."""
