"""What is drawn on a page of a PDF besides letters: ruled lines, and pictures that cover it."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from indexer.readers.pdf_page import Box, Frame

_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 4_000
_THIN = 2.5
"""Points up to which a rectangle is a ruled line."""


def drawings(page: Any, sheet: Frame) -> tuple[tuple[Box, ...], float, bool]:
    """Return the ruled lines, the share of the largest picture, and whether anything is drawn."""
    rules: list[Box] = []
    pictured = 0.0
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(min(count, _MAX_OBJECTS)):
        drawing = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(drawing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < _MAX_SEGMENTS:
            rules += _rules(drawing, sheet)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictured = max(pictured, _share(_bounds(drawing, sheet), sheet))
    return tuple(rules), pictured, count > 0


def _share(box: Box | None, sheet: Frame) -> float:
    if box is None:
        return 0.0
    width, height = sheet.size
    seen_width = min(box.x1, width) - max(box.x0, 0.0)
    seen_height = min(box.bottom, height) - max(box.top, 0.0)
    return max(seen_width, 0.0) * max(seen_height, 0.0) / (width * height)


def _bounds(drawing: Any, sheet: Frame) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawing, *edges):
        return None
    return sheet.box(*(edge.value for edge in edges))


def _rules(drawing: Any, sheet: Frame) -> Iterator[Box]:
    """Yield the level and upright lines of a path: itself where it is thin, else its strokes."""
    box = _bounds(drawing, sheet)
    if box is None:
        return
    if box.x1 - box.x0 <= _THIN or box.bottom - box.top <= _THIN:
        yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawing, fill, stroke)
    if not stroke.value:
        return
    before: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawing, matrix)
    for index in range(min(pdfium.FPDFPath_CountSegments(drawing), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawing, index)
        point = _point(segment, matrix, sheet)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            yield from _stroke(before, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _stroke(point, first)
        before = point


def _point(segment: Any, matrix: Any, sheet: Frame) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return sheet.point(
        matrix.a * x.value + matrix.c * y.value + matrix.e,
        matrix.b * x.value + matrix.d * y.value + matrix.f,
    )


def _stroke(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    if box.x1 - box.x0 <= _THIN or box.bottom - box.top <= _THIN:
        yield box
