"""Buttons carry what they mean in 64 bytes and mean the same after any restart."""

from hypothesis import given
from hypothesis import strategies as st

from bot.questions.press import LIMIT, Action, Press, decode, encode


class Memory:
    """Keeps what does not fit, as the database does."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def save_link(self, target: str) -> str:
        """Keep *target* under its position."""
        self.kept[str(len(self.kept))] = target
        return str(len(self.kept) - 1)

    def link(self, key: str) -> str | None:
        """Return what was kept."""
        return self.kept.get(key)


TEXT = st.text(alphabet="aDđ19./|%~=*-–\n", max_size=80) | st.text(max_size=20)
PRESSES = st.builds(
    Press,
    st.sampled_from(Action),
    TEXT,
    TEXT
    | st.from_regex(r"(phuluc1\.)?dieu[1-9]a?(~2)?(\.khoan[1-9])?(\.diem[a-zđ])?", fullmatch=True),
    TEXT,
    st.integers(0, 10**6),
    st.booleans(),
)


@given(press=PRESSES)
def test_a_press_comes_back_as_it_was(press: Press) -> None:
    """Whatever stands in the fields, decoding gives the same press, and the data fits."""
    memory = Memory()

    data = encode(press, memory)

    assert 1 <= len(data.encode()) <= LIMIT
    assert press == decode(data, memory)


def test_an_ordinary_provision_needs_no_row() -> None:
    """The long number of a joint circular and a path down to the điểm fit into the button."""
    memory = Memory()
    press = Press(
        Action.LIKE, "01/2015/TTLT-BNV-BTC", "phuluc1.dieu12.khoan10.diemđ", "0123-0123456789ab"
    )

    data = encode(press, memory)

    assert data == "+|01/2015/TTLT-BNV-BTC|P1D12K10Eđ|0123-0123456789ab"
    assert memory.kept == {}


def test_what_does_not_fit_is_kept_and_found_again() -> None:
    """A number of 70 characters becomes a short id that leads back to it."""
    memory = Memory()
    press = Press(Action.DOCUMENT, "ke-hoach-" + "x" * 70)

    data = encode(press, memory)

    assert data == "~0"
    assert press == decode(data, memory)


def test_foreign_data_means_nothing() -> None:
    """Data of another bot, of a forgotten row or of a modified client gives no press."""
    memory = Memory()

    for data in ("", "~gone", "zzz", "axx|1", "*", "|||", "a-"):
        assert decode(data, memory) is None, data
