"""Times what an administrator waits for: ``python -m tests.bench.publishing [HOME]``.

A .docx of an act of forty pages is previewed and published in the process beside the bot, while
questions are put to the library; HOME is copied first, without it the starter library is built.
Prints one JSON object.
"""

import argparse
import asyncio
import json
import random
import resource
import shutil
from collections.abc import Awaitable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from docx import Document

from bot.library_work import LibraryWork
from indexer.proposal import Order
from knowledge.assistant import Assistant
from knowledge.clock import SystemClock
from tests.bench.machine import machine
from tests.bench.metrics import spread

_PAGES, _SYLLABLES_PER_PAGE = 40, 450
_QUESTION = "người trông kho chổi {place} phải ghi sổ vào lúc nào"
_RULE = "Người trông kho chổi {place} ghi sổ vào lúc sáu giờ bốn mươi phút."
_LOOK = 20.0
"""Seconds for which a person looks at a preview before approving it."""
_QUESTIONS = (
    "công chức có được uống rượu bia giờ nghỉ trưa không",
    "vien chuc bi ky luat trong truong hop nao",
    "tặng quà cho cấp trên bị xử lý thế nào",
    "thời hạn giải quyết tố cáo là bao lâu",
    "tiếp công dân tại trụ sở theo quy định nào",
    "đeo thẻ khi làm việc",
)
_IDLE_SECONDS = 20.0
_WORDS = (
    *("cơ quan", "đơn vị", "người đứng đầu", "công chức", "viên chức", "kế hoạch", "báo cáo"),
    *("hồ sơ", "thời hạn", "thẩm quyền", "quyết định", "kiểm tra", "giám sát", "tổ chức"),
    *("thực hiện", "phối hợp", "trách nhiệm", "văn bản", "công khai", "tài sản", "kinh phí"),
    *("nhiệm vụ", "đánh giá", "hằng năm", "theo quy định", "bảo đảm", "thường xuyên", "kịp thời"),
    *("đúng mục đích", "cấp có thẩm quyền", "người dân", "doanh nghiệp", "thủ tục"),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path, nargs="?")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        home = Path(name) / "home"
        if options.home:
            for part in ("library", "sources", "cache"):
                shutil.copytree(options.home / part, home / part)
        print(json.dumps(asyncio.run(_measure(home, Path(name)))))


async def _measure(home: Path, folder: Path) -> dict[str, Any]:
    if not (home / "library").exists():
        await LibraryWork(home, threads=0).publish(Order())
    assistant = Assistant.open(home, SystemClock())
    assistant.warm_up()
    idle = await _asked_during(assistant, asyncio.sleep(_IDLE_SECONDS))
    at_once = await _published(assistant, home, folder / "phía đông", look=0)
    looked = await _published(assistant, home, folder / "phía tây", look=_LOOK)
    busy = at_once.pop("asked_ms")
    looked.pop("asked_ms")
    return {
        "approved_at_once": at_once,
        f"approved_after_{_LOOK:g}_s": looked,
        "passages": assistant.library.manifest.passages,
        "idle_ms": asdict(spread(idle)),
        "while_publishing_ms": asdict(spread(busy)),
        "machine": machine(),
    }


async def _published(assistant: Assistant, home: Path, folder: Path, look: float) -> dict[str, Any]:
    """Preview an act, approve it after *look* seconds, and ask about it when it is published."""
    folder.mkdir()
    rule = _RULE.format(place=folder.name)
    write_act(folder / "luat.docx", rule, 940 + len(list(folder.parent.iterdir())))
    work = LibraryWork(home)
    order = Order(paths=(str(folder / "luat.docx"),), actor="bench")
    started, worked = perf_counter(), _cpu_of_children()
    preview = await work.preview(order, folder / "texts")
    previewed, preview_cpu = perf_counter() - started, _cpu_of_children() - worked
    await asyncio.sleep(look)
    approved, worked = perf_counter(), _cpu_of_children()
    asked = await _asked_during(assistant, work.publish(order))
    published, publish_cpu = perf_counter() - approved, _cpu_of_children() - worked
    assistant.reload_if_changed()
    answer = assistant.ask(_QUESTION.format(place=folder.name))
    answered = perf_counter() - approved
    assert any(rule in quote.text for quote in answer.quotes), "the new act does not answer"
    return {
        "preview_s": round(previewed, 2),
        "preview_cpu_s": round(preview_cpu, 2),
        "publish_s": round(published, 2),
        "publish_cpu_s": round(publish_cpu, 2),
        "approve_to_answer_s": round(answered, 2),
        "articles": preview.cards[0].articles,
        "asked_ms": asked,
    }


def _cpu_of_children() -> float:
    """Return the processor time of the processes that have ended: a busy machine adds none."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


async def _asked_during(assistant: Assistant, work: Awaitable[object]) -> list[float]:
    """Put questions one after the other until *work* is done; return what each took, in ms."""
    doing = asyncio.ensure_future(work)
    taken: list[float] = []
    while not doing.done():
        question = _QUESTIONS[len(taken) % len(_QUESTIONS)]
        started = perf_counter()
        await asyncio.to_thread(assistant.ask, question)
        taken.append((perf_counter() - started) * 1000)
        await asyncio.sleep(0.1)
    await doing
    return taken


def write_act(path: Path, rule: str, number: int) -> None:
    """Write an invented law of forty pages with *rule* in it."""
    chosen = random.Random(number)
    document = Document()
    head = ("QUỐC HỘI", f"Luật số: {number}/2026/QH16", "LUẬT", "GIỮ KHO CHỔI CỦA CƠ QUAN")
    for line in head:
        document.add_paragraph(line)
    syllables, article = 0, 0
    while syllables < _PAGES * _SYLLABLES_PER_PAGE:
        article += 1
        lines = [f"Điều {article}. Việc giữ kho thứ {article}"]
        lines += [f"{n}. {_sentence(chosen)}" for n in range(1, chosen.randint(3, 6))]
        if article == 20:
            lines.append(f"{len(lines)}. {rule}")
        for line in lines:
            document.add_paragraph(line)
            syllables += len(line.split())
    document.add_paragraph(f"Điều {article + 1}. Hiệu lực thi hành")
    document.add_paragraph("Luật này có hiệu lực thi hành kể từ ngày 01 tháng 9 năm 2026.")
    document.save(str(path))


def _sentence(chosen: random.Random) -> str:
    words = " ".join(chosen.choices(_WORDS, k=chosen.randint(10, 30)))
    return f"{words[0].upper()}{words[1:]}."


if __name__ == "__main__":
    main()
