"""Draws one group of figures as a bar chart: calm, legible in grey and on paper, no colour to tell.

The picture never stands alone: the page and the reports give the same numbers as a table. A figure
that the store keeps back arrives here as None and gets a hatched bar of one fixed length.
"""

import io
import textwrap
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAR = "#2f6f69"
_INK = "#1f2a33"
_FAINT = "#c9d2d9"
_LABEL_WIDTH = 30
"""Characters of a label before it is folded."""
_DOTS_PER_INCH = 160
_MOST_SIDE_BY_SIDE = 13
"""More labels than these are written aslant."""
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",  # comes with matplotlib and has every Vietnamese letter
    "font.size": 10,
    "hatch.linewidth": 0.7,
    "text.parse_math": False,
}
_drawing = threading.Lock()
"""matplotlib's settings belong to the whole process."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with its label."""

    label: str
    count: int | None
    """None: kept back, because the group is smaller than the smallest that may be shown."""
    mixed: bool = False
    """Whether small groups are counted here together: drawn hatched."""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn."""

    bars: tuple[Bar, ...]
    kept_back: str
    """What stands beside a bar whose figure is kept back: "dưới 3"."""
    upright: bool = False
    """Bars stand side by side, as for months; otherwise they lie below each other."""


def draw(chart: Chart) -> bytes:
    """Return the PNG of *chart* on a white ground; it names no program and no time."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _drawing, matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=_size(chart), dpi=_DOTS_PER_INCH, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        (_draw_upright if chart.upright else _draw_lying)(axes, chart)
        _quieten(axes, chart)
        picture = io.BytesIO()
        figure.savefig(picture, format="png", metadata={"Software": None})
    return picture.getvalue()


def number(count: int) -> str:
    """Return *count* as Vietnamese writes it: "1.234"."""
    return f"{count:,}".replace(",", ".")


def _size(chart: Chart) -> tuple[float, float]:
    """Return width and height in inches."""
    if chart.upright:
        return 6.4, 2.8
    lines = sum(_folded(bar.label).count("\n") for bar in chart.bars)
    return 6.4, 0.5 + 0.36 * max(1, len(chart.bars)) + 0.13 * lines


def _folded(label: str) -> str:
    return textwrap.fill(label, _LABEL_WIDTH)


def _longest(chart: Chart) -> int:
    return max((bar.count or 0 for bar in chart.bars), default=0) or 1


def _lengths(chart: Chart) -> list[float]:
    """Return the lengths of the bars; one kept back is as long whatever it hides."""
    stump = 0.04 * _longest(chart)
    return [stump if bar.count is None else bar.count for bar in chart.bars]


def _colours(chart: Chart) -> list[str]:
    return ["white" if bar.mixed or bar.count is None else _BAR for bar in chart.bars]


def _said(bar: Bar, chart: Chart) -> str:
    return chart.kept_back if bar.count is None else number(bar.count)


def _draw_lying(axes: "Axes", chart: Chart) -> None:
    places = list(range(len(chart.bars)))
    lengths = _lengths(chart)
    drawn = axes.barh(places, lengths, height=0.62, color=_colours(chart))
    for bar, patch, place, length in zip(chart.bars, drawn, places, lengths, strict=True):
        _hatch(patch, bar)
        axes.annotate(
            _said(bar, chart), (length, place), (4, 0), textcoords="offset points", va="center"
        )
    axes.set_yticks(places, [_folded(bar.label) for bar in chart.bars])
    axes.invert_yaxis()
    axes.set_xlim(0, 1.14 * _longest(chart))
    axes.xaxis.set_visible(False)


def _draw_upright(axes: "Axes", chart: Chart) -> None:
    places = list(range(len(chart.bars)))
    lengths = _lengths(chart)
    drawn = axes.bar(places, lengths, width=0.62, color=_colours(chart))
    small = 8 if len(chart.bars) > 8 else 10
    for bar, patch, place, length in zip(chart.bars, drawn, places, lengths, strict=True):
        _hatch(patch, bar)
        axes.annotate(
            _said(bar, chart),
            (place, length),
            (0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=small,
        )
    axes.set_xticks(places, [bar.label for bar in chart.bars], fontsize=small)
    if len(chart.bars) > _MOST_SIDE_BY_SIDE:
        for label in axes.get_xticklabels():
            label.set(rotation=45, ha="right", rotation_mode="anchor")
    axes.set_xlim(-0.6, max(3, len(chart.bars)) - 0.4)
    axes.set_ylim(0, 1.16 * _longest(chart))
    axes.yaxis.set_visible(False)


def _hatch(patch: object, bar: Bar) -> None:
    """Draw a bar that is no group of its own as a hatched outline."""
    from matplotlib.patches import Rectangle

    if (bar.mixed or bar.count is None) and isinstance(patch, Rectangle):
        patch.set(edgecolor=_INK, hatch="////", linewidth=0.7)


def _quieten(axes: "Axes", chart: Chart) -> None:
    """Leave only the line the bars stand on."""
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    ground = axes.spines["bottom" if chart.upright else "left"]
    ground.set_visible(True)
    ground.set_color(_FAINT)
    axes.tick_params(length=0, labelcolor=_INK)
