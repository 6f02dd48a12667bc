"""Promise: it runs alone, and keeps what people ask to itself."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.knowledge.conftest import DOCUMENTS

GUARD = """
import os, socket

def _refused(*address, **_):
    with open(os.environ["NETWORK_LOG"], "a") as log:
        log.write(repr(address) + "\\n")
    raise OSError("this test has no network")

def _guarded(connect):
    # A local socket leads to another program of this machine, such as LibreOffice's.
    def run(self, address):
        local = self.family == socket.AF_UNIX
        return connect(self, address) if local else _refused(address)
    return run

socket.getaddrinfo = _refused
socket.socket.connect = _guarded(socket.socket.connect)
socket.socket.connect_ex = _guarded(socket.socket.connect_ex)
"""
"""Run by Python at start-up (sitecustomize): every way out is closed and written down."""

QUESTION = "Nhân viên tên Yến uống rượu, bia trong giờ làm việc có bị cấm không?"
CANARY = "tên Yến"


def congvu(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the real command line on *home* without a network."""
    return python(home, "-m", "bot.cli", *words)


def python(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python without a network."""
    closed = home / "closed"
    closed.mkdir(parents=True, exist_ok=True)
    (closed / "sitecustomize.py").write_text(GUARD)
    environment = {name: v for name, v in os.environ.items() if not name.startswith("CONGVU_")}
    environment |= {
        "CONGVU_HOME": str(home / "data"),
        "CONGVU_STARTER": "0",
        "NETWORK_LOG": str(home / "network.log"),
        "PYTHONPATH": os.pathsep.join([str(closed), str(Path(__file__).parents[2])]),
    }
    return subprocess.run(
        [sys.executable, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_from_files_to_an_answer_without_a_network(tmp_path: Path) -> None:
    """Building and asking never even try to reach another machine, and leave no question behind."""
    built = congvu(tmp_path, "refresh", "--yes", str(DOCUMENTS))
    asked = congvu(tmp_path, "ask", "--json", QUESTION)

    assert (0, 0) == (built.returncode, asked.returncode), built.stderr + asked.stderr
    assert "801/2019/QH14" == json.loads(asked.stdout)["quotes"][0]["document"]
    assert not (tmp_path / "network.log").exists()
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert files
    assert [] == [str(path) for path in files if CANARY.encode() in path.read_bytes()]


def test_the_way_out_is_closed_in_the_test_above(tmp_path: Path) -> None:
    """What tries to reach another machine there is refused and found out."""
    tried = python(tmp_path, "-c", "import socket; socket.create_connection(('192.0.2.1', 80))")

    assert 0 != tried.returncode
    assert "192.0.2.1" in (tmp_path / "network.log").read_text()


def test_no_part_of_the_program_reports_its_use_to_its_maker(tmp_path: Path) -> None:
    """The model leaves no number of this machine in the user's folders, nor anything to send."""
    user = tmp_path / "user"
    user.mkdir()
    program = "from knowledge.embedding import load_embedder as e; e().encode_query(['xin chào'])"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    subprocess.run(
        [sys.executable, "-c", program],
        env=kept | {"HOME": str(user), "XDG_CACHE_HOME": str(user)},
        cwd=Path(__file__).parents[2],
        check=True,
    )

    assert [] == list(user.rglob("*"))
