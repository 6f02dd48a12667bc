"""Charts: what they show, and what they must not show."""

import io

from PIL import Image

from bot.desk.charts import Bar, Chart, draw, number

_BARS = (Bar("Thái độ với người dân", 12), Bar("Nhũng nhiễu", None), Bar("Khác", 0))


def _picture(chart: Chart) -> Image.Image:
    return Image.open(io.BytesIO(draw(chart)))


def test_a_chart_is_a_picture_without_properties() -> None:
    """A chart is a PNG that names neither the program nor the time that made it."""
    picture = _picture(Chart(_BARS, "dưới 3"))

    assert "PNG" == picture.format
    assert {"dpi"} >= set(picture.info)


def test_a_figure_kept_back_is_drawn_the_same_whatever_it_is() -> None:
    """The picture of a group kept back depends on nothing but the groups that are shown."""
    kept_back = draw(Chart((Bar("a", 12), Bar("b", None)), "dưới 3"))

    assert kept_back == draw(Chart((Bar("a", 12), Bar("b", None)), "dưới 3"))
    assert kept_back != draw(Chart((Bar("a", 12), Bar("b", 0)), "dưới 3"))


def test_a_longer_bar_has_more_ink_in_grey() -> None:
    """Bars are told apart from the ground without colour."""
    grey = _picture(Chart((Bar("a", 20), Bar("b", 5)), "dưới 3")).convert("L")
    rows = [
        sum(1 for x in range(grey.width) if grey.getpixel((x, y)) < 140) for y in range(grey.height)
    ]
    half = grey.height // 2

    assert max(rows[:half]) > 3 * max(rows[half:]) > 0


def test_months_stand_side_by_side_and_many_of_them_fit() -> None:
    """Two years of months are drawn in the same width as three."""
    months = [Bar(f"{month:02}/2026", month) for month in range(1, 13)]
    few = _picture(Chart(tuple(months[:3]), "dưới 3", upright=True))
    many = _picture(Chart(tuple(months * 2), "dưới 3", upright=True))

    assert few.width == many.width


def test_an_empty_period_is_drawn_too() -> None:
    """A chart without bars is an empty picture, not an error."""
    assert _picture(Chart((), "dưới 3")).width > 0


def test_numbers_are_written_as_in_vietnam() -> None:
    """Thousands are parted by points."""
    assert ["0", "999", "1.234", "12.345.678"] == [number(n) for n in (0, 999, 1234, 12345678)]
