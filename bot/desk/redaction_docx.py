"""The redacted copy as a file: what it holds is what the preview showed, and nothing besides."""

import io
from collections.abc import Sequence

from docx.shared import Mm

from bot.desk.export_word import CENTRE, body, centred, heading, new_document, to_bytes
from bot.desk.redaction_plan import Shared
from bot.texts import Texts

_WIDEST, _HIGHEST = 150, 200
"""Millimetres of a picture."""


def redacted_docx(texts: Texts, number: str, shared: Shared, images: Sequence[bytes]) -> bytes:
    """Return the .docx; *images* are covered already."""
    document = new_document()
    centred(document, texts.plain("redact-doc-title"), bold=True)
    centred(document, f"{texts.plain('redact-doc-subtitle')} · {number}")
    for piece in shared.pieces:
        heading(document, piece.label)
        for line in piece.text.splitlines():
            if line.strip():
                body(document, line)
    for image in images:
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTRE
        shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Mm(_WIDEST))
        if shape.height > Mm(_HIGHEST):
            shape.width = Mm(int(_WIDEST * Mm(_HIGHEST) / shape.height))
            shape.height = Mm(_HIGHEST)
    return to_bytes(document)


def redacted_txt(texts: Texts, number: str, shared: Shared) -> bytes:
    """Return the text file, with the mark of UTF-8 that Windows looks for."""
    lines = [f"{texts.plain('redact-doc-title')} · {number}", texts.plain("redact-doc-subtitle")]
    for piece in shared.pieces:
        lines += ["", piece.label, piece.text]
    return "\r\n".join("\n".join(lines).splitlines()).encode("utf-8-sig") + b"\r\n"
