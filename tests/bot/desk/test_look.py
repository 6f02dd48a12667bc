"""The pages can be read and used by everybody: contrast, labels, landmarks, language."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import bot.desk
from tests.bot.desk.office import Browser, Office, report

CSS = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((Path(bot.desk.__path__[0]) / "static").glob("*.css"))
)
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", CSS))
GROUNDS = ("ground", "surface", "sunken")
"""What text without a ground of its own stands on."""
TEXT, EDGE = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11, level AA."""


def luminance(colour: str) -> float:
    """Return the relative luminance (0-1) of "#rrggbb" as WCAG defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (1-21) of two named colours."""
    dark, light = sorted(luminance(COLOURS[name]) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


def rules() -> list[tuple[str, dict[str, str]]]:
    """Return the selectors and the named colours of each rule."""
    found = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))
    return [
        (selector.strip(), dict(re.findall(r"([\w-]+):[^;]*var\(--([\w-]+)\)", body)))
        for selector, body in found
    ]


def pairs() -> list[tuple[str, str, str]]:
    """Return selector, text colour and ground of every rule that sets a text colour."""
    found = []
    for selector, used in rules():
        if "color" in used:
            grounds = [used["background"]] if "background" in used else GROUNDS
            found += [(selector, used["color"], ground) for ground in grounds]
    return found


@pytest.mark.parametrize(("selector", "colour", "ground"), pairs())
def test_text_stands_out_from_its_ground(selector: str, colour: str, ground: str) -> None:
    """Every pair of colours has a contrast of at least 4.5:1."""
    assert contrast(colour, ground) >= TEXT, f"{selector}: {contrast(colour, ground):.2f}"


def test_every_ground_has_its_colour() -> None:
    """A rule that sets a ground sets the text on it too, so that the pair can be checked."""
    alone = [selector for selector, used in rules() if "background" in used and "color" not in used]

    assert [] == alone


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", ["edge", "calm", "accent"])
def test_edges_of_controls_and_the_focus_can_be_seen(edge: str, ground: str) -> None:
    """What shows where to type and where one is has a contrast of at least 3:1."""
    assert contrast(edge, ground) >= EDGE


def test_the_measure_itself() -> None:
    """Black on white is 21:1; a grey of 4.48:1 would be found wanting."""
    COLOURS.update(black="#000000", white="#ffffff", grey="#777777")

    assert 21 == pytest.approx(contrast("black", "white"))
    assert contrast("grey", "white") < TEXT


class Reading(HTMLParser):
    """Collects what a screen reader goes by."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._labels = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag; a field within a label needs no id to be labelled."""
        self._labels += tag == "label"
        within = {"within": "label"} if self._labels and tag != "label" else {}
        self.tags.append((tag, dict(attrs) | within))

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a label."""
        self._labels -= tag == "label"

    def all(self, *names: str) -> list[dict[str, str | None]]:
        """Return the attributes of the tags with these names."""
        return [attributes for tag, attributes in self.tags if tag in names]


PAGES = [
    "/unlock",
    "/",
    "/?status=closed",
    "/case/2026-00001",
    "/case/2026-00001/redact",
    "/case/2026-00001/export",
    "/figures",
    "/figures/monthly",
    "/proof",
    "/nothing",
]


@pytest.fixture(params=PAGES)
def reading(request: pytest.FixtureRequest, office: Office) -> Reading:
    """Return each kind of page, read."""
    office.receive(report())
    browser: Browser = office.browser()
    if request.param != "/unlock":
        browser.unlock(office.inspector)
    return Reading(browser.http.get(request.param).text)


def test_pages_say_their_language_and_have_landmarks(reading: Reading) -> None:
    """Vietnamese, one main part, one heading of the first rank, a way past the navigation."""
    assert ["vi"] == [tag["lang"] for tag in reading.all("html")]
    assert 1 == len(reading.all("main")) == len(reading.all("h1")) == len(reading.all("title"))
    assert "#main" in [tag.get("href") for tag in reading.all("a")]
    navigations = [tag.get("aria-label") for tag in reading.all("nav")]
    assert all(navigations)
    assert len(set(navigations)) == len(navigations)


def test_every_field_has_a_label(reading: Reading) -> None:
    """Fields that are seen have a label of their own; hints and parts point at what exists."""
    labelled = {tag.get("for") for tag in reading.all("label")} - {None}
    fields = [
        tag for tag in reading.all("input", "select", "textarea") if tag.get("type") != "hidden"
    ]
    ids = [tag["id"] for _, tag in reading.tags if "id" in tag]

    assert {tag.get("id") for tag in fields if "within" not in tag} <= labelled
    assert len(set(ids)) == len(ids)
    pointed = {
        tag.get(name) for _, tag in reading.tags for name in ("aria-labelledby", "aria-describedby")
    }
    assert pointed - {None} <= set(ids)


def test_order_of_the_keyboard_is_that_of_the_page(reading: Reading) -> None:
    """Nothing jumps the queue of the Tab key, and images say what they show."""
    assert {tag.get("tabindex") for _, tag in reading.tags} <= {None, "0", "-1"}
    assert all(tag.get("alt") for tag in reading.all("img"))


def test_the_focus_is_visible() -> None:
    """No rule takes the outline away from what can be focused by keyboard."""
    without = [
        selector
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", CSS)
        if "outline: none" in body or "outline: 0" in body
    ]

    assert ["main:focus"] == [selector.strip() for selector in without]
    assert re.search(r":focus-visible \{[^}]*outline: 3px solid", CSS)
