"""Logging without secrets: no request lines, and the token blotted out wherever it turns up."""

import logging
import sys
from typing import TextIO

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
_BLOT = "<token>"


class _Blotting(logging.Formatter):
    """Replaces a secret in the finished entry, tracebacks of libraries included."""

    def __init__(self, secret: str) -> None:
        super().__init__(_FORMAT)
        self._secret = secret

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace(self._secret, _BLOT)


def log_to(token: str, stream: TextIO = sys.stderr) -> logging.Handler:
    """Send the log to *stream*, without *token*, and return the handler that does."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_Blotting(token))
    root = logging.getLogger()
    for other in list(root.handlers):
        if type(other) is logging.StreamHandler:
            root.removeHandler(other)  # a library's own, which would write the token out
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def quiet_transport() -> None:
    """Keep out httpx's request lines, which hold the token, and what faiss says of itself."""
    for name in ("httpx", "httpcore", "faiss.loader"):
        logging.getLogger(name).setLevel(logging.WARNING)
