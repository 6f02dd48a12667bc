"""The reading process where the system lets it have no namespaces of its own."""

import sys

from indexer.readers import sandbox_child, sandbox_limits

if __name__ == "__main__":
    sandbox_limits.separate = lambda: False
    sys.exit(sandbox_child.main())
