"""People with telling names, and what each is going to report, full of words to look for."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from bot.tryout.state import Person
from tests.bot.reports import canaries
from tests.bot.reports.forensics.forms import Forms, forms_of_id, forms_of_text

_FIRST_ID = 7_310_000_000_000
"""Ids of people need six bytes here, so that no chance puts one among sealed bytes."""
_LETTERS = "bdgklmnpqrstvxz"
_QUICK = (".ogg", " dai.ogg", ".txt")
_FAMILIES = ("Nguyễn Thị", "Trần Văn", "Lê Hoàng", "Đặng Thuý")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file that is sent, and what is written under it."""

    name: str
    content: bytes = field(repr=False)
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one person is going to do; every text in it holds a word that is nowhere else."""

    person: Person
    kind: str
    """Slug of the kind of conduct."""
    unit_text: str
    """A unit that is typed and kept as typed; "" for one of the list."""
    when: str
    """Typed; "" for the button "today"."""
    story: tuple[str, ...]
    """Messages, one after the other."""
    who: str
    evidence: tuple[Evidence, ...]
    gives_up_at: str
    """The step at which the person gives up: a number of the dialogue, "last"; "" for never."""
    gives_up_by: str
    """"command" or "buttons"."""
    types_code: bool
    """Whether the code is typed back."""
    tidies: bool
    """Whether the messages are taken out of the chat afterwards."""
    later: str
    """A message that follows by /theodoi; "" for none."""
    later_evidence: tuple[Evidence, ...]
    watches: bool
    """Whether the person lets the bot tell of answers."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that the person types or names."""
        captions = [one.caption for one in (*self.evidence, *self.later_evidence)]
        names = [one.name for one in (*self.evidence, *self.later_evidence)]
        typed = (self.unit_text, self.when, *self.story, self.who, self.later)
        return tuple(text for text in (*typed, *captions, *names) if text)


class Words:
    """Gives words that no language has, each once, and remembers them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.given: list[str] = []

    def __call__(self) -> str:
        """Return another word."""
        word = "".join(self._chance.choice(_LETTERS) for _ in range(11))
        self.given.append(word)
        return word


@dataclass(frozen=True, slots=True)
class Crowd:
    """Who writes, and what must be found nowhere afterwards."""

    plans: tuple[Plan, ...]
    secrets: Forms = field(repr=False)


def crowd(count: int, seed: str, *, quick: bool = False) -> Crowd:
    """Return *count* people; about one in eight gives up on the way.

    With *quick* they send no files of which a copy is made: that takes longer than a process lives
    which is killed every second, and an update over which it has died ten times is set aside.
    """
    chance = random.Random(seed)
    words = Words(chance)
    files = {name: one for name, one in _files().items() if name in _QUICK or not quick}
    plans = tuple(_plan(number, chance, words, files) for number in range(count))
    secrets: Forms = forms_of_text(canaries.WORD) | forms_of_text("Noi dung ai cung doc duoc")
    for word in words.given:
        secrets |= forms_of_text(word)
    for plan in plans:
        secrets |= forms_of_id(plan.person.id)
        secrets |= forms_of_text(plan.person.first_name)
    return Crowd(plans, secrets)


def _plan(number: int, chance: random.Random, words: Words, files: Mapping[str, bytes]) -> Plan:
    name = f"{chance.choice(_FAMILIES)} {words().capitalize()}"
    person = Person(_FIRST_ID + chance.randrange(10**11) * 7, name, f"{words()}_{number}")
    stories = (
        f"Sáng nay tôi đến nộp hồ sơ, ông {words()} bảo phải có quà {words()}.",
        f"Tới lần thứ năm mà chưa nhận được giấy {words()} — «{words()}» & <{words()}>.",
        f"Người ngồi quầy số 3 hút thuốc cạnh bảng {words()}.\nCó {words()} làm chứng.",
    )
    return Plan(
        person,
        chance.choice(("ruou-bia-thuoc-la", "sach-nhieu", "thai-do", "khac", "tham-nhung")),
        f"Trạm {words()} xóm {words()}" if chance.random() < 0.4 else "",
        f"khoảng 8 giờ, hôm chợ phiên {words()}" if chance.random() < 0.5 else "",
        stories[: chance.randint(1, 3)],
        f"Ông {words()}, phó phòng" if chance.random() < 0.6 else "",
        _some(chance, words, files, chance.choice((0, 1, 1, 2, 3))),
        chance.choice(("1", "2", "4", "6", "7", "last")) if number % 8 == 5 else "",
        chance.choice(("command", "buttons")),
        chance.random() < 0.5,
        chance.random() < 0.6,
        f"Xin bổ sung: có thêm {words()} nhìn thấy." if chance.random() < 0.5 else "",
        _some(chance, words, files, chance.choice((0, 1))),
        chance.random() < 0.5,
    )


def _some(
    chance: random.Random, words: Words, files: Mapping[str, bytes], count: int
) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            f"{words()}{ending}",
            content,
            f"Chụp lúc {words()}" if chance.random() < 0.5 else "",
        )
        for ending, content in (chance.choice(list(files.items())) for _ in range(count))
    )


@cache
def _files() -> Mapping[str, bytes]:
    """Return files of many kinds, by the ending of their names."""
    voice = b"OggS\0\2" + canaries.WORD.encode() + bytes(3000)
    return {
        ".jpg": canaries.jpeg(),
        " lon.jpg": canaries.jpeg(width=1600, height=1200),
        ".png": canaries.png(),
        ".pdf": canaries.pdf(),
        ".docx": canaries.docx(),
        ".xlsx": canaries.xlsx(),
        ".ogg": voice,
        " dai.ogg": voice * 100,
        ".txt": f"ghi chú {canaries.WORD} {canaries.SEEN}".encode() * 30,
    }
