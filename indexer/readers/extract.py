"""Reads Office files and PDFs with viparse."""

import json
import re
from pathlib import Path
from typing import Any

from indexer.errors import ReadError
from indexer.readers.files import MAX_BYTES
from indexer.readers.text import clean

_PAGE_NUMBER = re.compile(r"(?:-\s*)?\d{1,4}(?:\s*-)?|(?:Trang|Page)\s+\d{1,4}(?:\s*/\s*\d{1,4})?")


def extract(path: Path) -> str:
    """Return the text of a .docx or .pdf file, NFC, legacy encodings converted.

    Raises:
        ReadError: saying what is wrong with the file.
    """
    answer = _answer(str(path))
    if "error" in answer:
        raise ReadError(answer["error"], path.name)
    return answer["text"]


def _answer(name: str) -> dict[str, str]:
    import viparse
    from viparse.config import Settings

    try:
        loaded = viparse.load(
            name,
            output="json",
            encoding="auto",
            ocr=False,
            max_bytes=MAX_BYTES,
            settings=Settings(),
        )
    except viparse.UnsafeInput:
        return {"error": "unsafe"}
    except viparse.ViparseError as error:
        return {"error": "encrypted" if "Password" in repr(error.__cause__) else "damaged"}
    text = clean(
        "\n".join(line for b in json.loads(loaded[0].text)["blocks"] for line in _lines(b))
    )
    return {"text": text + "\n"} if text.strip() else {"error": "only-pictures"}


def _lines(block: dict[str, Any]) -> list[str]:
    """Return the lines of a paragraph, heading or table."""
    if block["type"] == "table":
        return [line for row in block["rows"] for line in _row_lines(row)]
    lines = [line.strip() for line in str(block["text"]).split("\n")]
    while lines and (not lines[0] or _PAGE_NUMBER.fullmatch(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1] or _PAGE_NUMBER.fullmatch(lines[-1])):
        lines.pop()
    return lines


def _row_lines(row: list[str]) -> list[str]:
    """Return a table's row: one line, or the cells one after the other where it is layout.

    Cells of several lines are the two columns at the head and the foot of a document.
    """
    if any("\n" in cell.strip() for cell in row):
        return [line.strip() for cell in row for line in cell.split("\n") if line.strip()]
    line = "\t".join(cell.strip() for cell in row).strip()
    return [line] if line else []
