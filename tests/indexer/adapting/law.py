"""A handful of invented articles, and questions about them."""

import json
from pathlib import Path

from indexer.adapting.questions import TrainingQuestion

ARTICLES = {
    "1/2020/NĐ-CP|1": (
        "Trang phục của công chức",
        "Công chức mặc trang phục gọn gàng, đeo thẻ ở ngực áo.",
    ),
    "1/2020/NĐ-CP|2": ("Giờ làm việc của cơ quan", "Công chức đến cơ quan đúng giờ làm việc."),
    "2/2021/NĐ-CP|1": ("Uống rượu", "Công chức không uống rượu trong giờ làm việc."),
    "2/2021/NĐ-CP|2": ("Nghỉ phép", "Công chức xin nghỉ phép bằng văn bản."),
}
"""Heading and text by id."""
QUESTIONS = [
    TrainingQuestion("1/2020/NĐ-CP|1", "Công chức có phải đeo thẻ không?"),
    TrainingQuestion("1/2020/NĐ-CP|2", "Công chức đến muộn giờ làm việc có sao không?"),
    TrainingQuestion("2/2021/NĐ-CP|1", "Công chức uống bia giờ nghỉ trưa được không?"),
    TrainingQuestion("2/2021/NĐ-CP|2", "Công chức muốn nghỉ phép thì làm đơn thế nào?"),
]


def write_list(path: Path, names: list[str]) -> Path:
    """Write the articles *names* as a list of articles at *path*, and return it."""
    path.write_text("".join(_line(name) for name in names), "utf-8")
    return path


def _line(name: str) -> str:
    number, _, label = name.partition("|")
    heading, text = ARTICLES[name]
    said = {"id": name, "law_id": number, "article_id": label, "title": heading, "text": text}
    return json.dumps(said, ensure_ascii=False) + "\n"
