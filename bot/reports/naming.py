"""What the slugs and codes of cases are called in Vietnamese."""

from bot.reports.units import Units
from bot.texts import Texts


def kind_name(texts: Texts, slug: str) -> str:
    """Return the name of a kind of conduct; one that has no text goes by its slug."""
    key = f"report-kind-{slug}"
    return texts.plain(key) if key in texts.ids else slug


def deadline_name(texts: Texts, name: str) -> str:
    """Return the name of a deadline; an office's own rule may have none but its slug."""
    key = f"deadline-{name}"
    return texts.plain(key) if key in texts.ids else name


def unit_name(code: str) -> str:
    """Return a unit as people call it; "" for one that is not in the list."""
    unit = Units.load().get(code) if code else None
    return unit.full if unit else ""
