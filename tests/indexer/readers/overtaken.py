"""The reading process as it would be had a file taken it over: it runs the file as a program.

Everything else is the real process: what it gives up, it has given up when the file is run.
``together`` as first word of the file leaves out the namespaces, as where the system forbids them.
"""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indexer.readers import sandbox_child, sandbox_limits
from indexer.readers.reading import Remarks


def read(path: Path) -> dict[str, Any]:
    """Run the file; what it leaves in ``answer`` is the answer, what it prints is its text."""
    scope: dict[str, Any] = {"said": []}
    exec(path.read_text("utf-8").removeprefix("together"), scope)
    text = {"kind": ".txt", "text": repr(scope["said"]), "remarks": asdict(Remarks())}
    return dict(scope.get("answer", text))


if __name__ == "__main__":
    if Path(sys.argv[2]).read_text("utf-8").startswith("together"):
        sandbox_limits.separate = lambda: False
    sandbox_child.read = read
    sys.exit(sandbox_child.main())
