"""A crash of the bot leaves no copy of its memory."""

import os
import signal
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os
from bot.dumps import forbid_dumps
forbid_dumps()
print(open("/proc/self/limits").read())
os.abort()
"""


def test_a_process_that_crashes_leaves_no_core(tmp_path: Path) -> None:
    """Cores are limited to nothing and the process is not dumpable; aborting leaves no file."""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    [limit] = [line for line in done.stdout.splitlines() if line.startswith("Max core file size")]

    assert done.returncode == -signal.SIGABRT
    assert limit.split()[4:6] == ["0", "0"]
    assert list(tmp_path.iterdir()) == []
