"""Reading what was typed with slips, keystrokes, lost spaces and abbreviations."""

import time
from pathlib import Path

import pytest

from knowledge.vietnamese import Restorer
from knowledge.vietnamese.ngrams import Ngrams

LESSONS = [
    "Cán bộ, công chức không được uống rượu, bia ngay trước, trong giờ làm việc và giờ nghỉ trưa.",
    "Cán bộ, công chức, viên chức uống bia trong giờ làm việc thì bị xử lý kỷ luật.",
    "Cán bộ có được uống rượu vào giờ nghỉ trưa không?",
    "Nhà đầu tư nước ngoài đầu tư vào đường sắt được hưởng ưu đãi theo quy định của pháp luật.",
    "Hộ kinh doanh đăng ký kinh doanh theo quy định của pháp luật về đăng ký doanh nghiệp.",
    "Điều kiện đầu tư kinh doanh được quy định tại Nghị định này; đủ điều kiện thì được cấp phép.",
    "Khoản thu từ xe taxi đi đường sắt; khách mang visa. Thủ tục cấp visa. Visa hết hạn.",
] * 4


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    """Return a restorer that has learnt a few sentences."""
    return Restorer().learn(LESSONS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cong chuwcs uong ruouwj", "công chức uống rượu"),
        ("Casn booj coong chuwsc uoosng bia", "Cán bộ công chức uống bia"),
        ("d9a6u2 tu7 va2o d9u7o7ng2 sa8t1", "đầu tư vào đường sắt"),
        ("dda6u` tu7 va`o d9u7o7`ng sa8't", "đầu tư vào đường sắt"),
        ("cán bộ cos được uoongs bia không", "cán bộ có được uống bia không"),
        ("khoan3 thu tu72 xe d9i d9uo7ng2 sa8t1", "khoản thu từ xe đi đường sắt"),
    ],
)
def test_keystrokes_become_the_syllables_they_spell(
    restorer: Restorer, typed: str, meant: str
) -> None:
    """The whole text or some of it, Telex or VNI, with the other marks missing or not."""
    assert meant == restorer.restore(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("công chứuc uống rưuợ", "công chức uống rượu"),
        ("cog chuc uongg bia trong gio lam viec", "công chức uống bia trong giờ làm việc"),
        ("Nhà đầu tư nướ ngoài", "Nhà đầu tư nước ngoài"),
        ("cán bộ, côngchức uống bia", "cán bộ, công chức uống bia"),
        ("cán b ộ uống bia tr ong giờ làm việc", "cán bộ uống bia trong giờ làm việc"),
        ("cánb ộ uống rượu", "cán bộ uống rượu"),
        ("congchuc uong bia", "công chức uống bia"),
    ],
)
def test_slips_of_the_fingers_are_mended(restorer: Restorer, typed: str, meant: str) -> None:
    """Letters twice, missing, out of turn; spaces lost, too many, in the wrong place."""
    assert meant == restorer.restore(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("cbcc uong bia dc ko", "cán bộ công chức uống bia được không"),
        ("đủ đk thì được cấp phép", "đủ điều kiện thì được cấp phép"),
        ("hộ kinh doanh đk kinh doanh", "hộ kinh doanh đăng ký kinh doanh"),
        ("cán bộ đk uống rượu không", "cán bộ được uống rượu không"),
        ("theo qđ của pháp luật", "theo quy định của pháp luật"),
    ],
)
def test_abbreviations_are_spelt_out_as_the_words_around_want(
    restorer: Restorer, typed: str, meant: str
) -> None:
    """ "đk" is many things; with neighbours it is one."""
    assert meant == restorer.restore(typed)


@pytest.mark.parametrize(
    "text",
    [
        "Khách có visa đi taxi, xem Facebook và Zalo tại https://a.gov.vn/b?c=d, thư về lan@cb.vn",
        "Cán bộ uống CO2, hạng B2, VAT, mẫu C/O, điểm b khoản 2, 112/2020/NĐ-CP, X-quang",
        "Ông Đặng Thuỳ Khuê được uống bia không",
        "Cán bộ uống bia thì bị xử lý, đăng ký kinh doanh 'theo quy định' của pháp luật?",
        "blockchain và startup",
    ],
)
def test_what_is_no_slip_stays(restorer: Restorer, text: str) -> None:
    """Foreign words, names, addresses, numbers and labels are not made into Vietnamese."""
    assert text.replace("Thuỳ", "Thùy") == restorer.restore(text)


@pytest.mark.parametrize(
    "text",
    [
        "Cán bộ ở Đắk Lắk, Bắc Kạn và Kon Tum được uống bia không",
        "Cán bộ người Xơ Đăng ở Đăk Tô được uống bia trong giờ làm việc",
        "Ông K'Brếu và bà Rơ Châm H'Yéo được uống rượu không",
        "Cán bộ làm part-time được chat trong giờ làm việc không",
        "What is the penalty for drinking at work?",
        "cán bộ uống bia cảng sông",
    ],
)
def test_names_compounds_and_english_stay(restorer: Restorer, text: str) -> None:
    """What looks like a slip is none beside another capital, behind a hyphen, in English."""
    assert text == restorer.restore(text)


@pytest.mark.parametrize("text", ["cong chuc di uong bia", "canb bo uogn bia trong gio lam vieec"])
def test_a_text_without_marks_is_not_taken_for_english(restorer: Restorer, text: str) -> None:
    """Half of its words are Vietnamese, if only with marks: it is read as such."""
    assert "uống bia" in restorer.restore(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ca1n bo65 d9k uo61ng bia kho6ng", "cán bộ được uống bia không"),
        ("du93 d9k thi2 d9uo7c5 ca61p phe1p", "đủ điều kiện thì được cấp phép"),
        ("dduwowcj uoongs bia nhuwng ddk kd thif khoong", None),
        ("xu73 ly1 cbcc uo61ng bia", "xử lý cán bộ công chức uống bia"),
        ("xu73 ly1 vc uo61ng bia", "xử lý viên chức uống bia"),
    ],
)
def test_abbreviations_among_keystrokes_are_spelt_out(
    restorer: Restorer, typed: str, meant: str | None
) -> None:
    """A tone of VNI before one is no number beside it, and "d9" and "dd" are its "đ"."""
    read = restorer.restore(typed)
    assert meant == read if meant else "đăng ký kinh doanh" in read


@pytest.mark.parametrize(
    "text",
    [
        "a.a.",
        "a'",
        "a-",
        "a_",
        "a b c d ",
        "dk hd kt tc ",
        "?",
        "😀",
        "xqzvb cgknm ",
        "congchuc uongbia ",
        "cong chuc uong ruou ",
    ],
)
def test_no_text_takes_long(restorer: Restorer, text: str) -> None:
    """The 4,096 characters of a message are read in a fraction of a second, whatever they are."""
    typed = (text * 4096)[:4096]
    started = time.process_time()
    read = restorer.restore(typed)
    assert time.process_time() - started < 1
    assert read


def test_behind_the_last_guess_a_text_stays_as_typed(restorer: Restorer) -> None:
    """A very long text is guessed at in its first thousand syllables; the rest is not lost."""
    read = restorer.restore("cbcc dk uong bia ko " * 600)
    assert read.startswith("cán bộ công chức được uống bia không")
    assert read.rstrip().endswith("cán bộ công chức dk uong bia không")


def test_a_restorer_that_has_learnt_nothing_guesses_nothing() -> None:
    """What has one meaning only is spelt out all the same."""
    assert Restorer().restore("cbcc đk cogn chuwcs") == "cán bộ công chức đk cogn chuwcs"


def test_learning_what_changed_is_learning_all_anew(tmp_path: Path) -> None:
    """What a refresh takes out and puts in is counted as if it had always been so."""
    old, kept, new = LESSONS[:2], LESSONS[2:6], [*LESSONS[6:7], "Xe buýt và tàu điện."]
    changed = Restorer().learn([*old, *kept]).changed(gained=new, lost=old)
    anew = Restorer().learn([*kept, *new])
    for name, restorer in (("changed", changed), ("anew", anew)):
        restorer.save(tmp_path / name)
    counts = [counted(Ngrams.load(tmp_path / name)) for name in ("changed", "anew")]
    assert counts[0] == counts[1]
    assert "xe buýt" == changed.restore("xe buyt")


def counted(model: Ngrams) -> dict[str, dict[tuple[str, ...], int]]:
    """Return the counts of a model by the syllables, whatever their numbers."""
    size, words = len(model.vocabulary), model.vocabulary
    singles = zip(words, model.unigrams.tolist(), strict=True)
    found: dict[str, dict[tuple[str, ...], int]]
    found = {"single": {(word,): times for word, times in singles if times}}
    for name, length in (("pair", 2), ("skip", 2), ("triple", 3)):
        keys = getattr(model, f"{name}_keys").tolist()
        times = getattr(model, f"{name}_counts").tolist()
        found[name] = {
            tuple(words[key // size**place % size] for place in reversed(range(length))): count
            for key, count in zip(keys, times, strict=True)
        }
    return found
