"""What kinds, units and files are called on the desk."""

from bot.desk.web import Desk


def kind_name(desk: Desk, slug: str) -> str:
    """Return what people call a kind of conduct; the slug itself for one that is no longer used."""
    key = f"report-kind-{slug}"
    return desk.chat.plain(key) if key in desk.chat.ids else slug


def unit_name(desk: Desk, code: str, written: str) -> str:
    """Return the unit chosen from the list with its province, or else what was *written*."""
    unit = desk.units.get(code) if code else None
    return unit.full if unit else written or code


def size(octets: int) -> str:
    """Return a size in bytes as people write it: "2,4 MB"."""
    for unit, bound in (("MB", 1 << 20), ("KB", 1 << 10)):
        if octets >= bound:
            return f"{octets / bound:.1f}".replace(".", ",") + f" {unit}"
    return f"{octets} B"
