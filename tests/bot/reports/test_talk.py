"""A citizen writes a report in the chat with the real bot: every step, file, code and way out."""

import asyncio
from pathlib import Path

from bot.delivery.service import Service
from bot.reports.vault import InspectorKey
from bot.tryout import Server
from tests.bot.botapi import OFFICIAL, GROUP, Chat, button, buttons
from tests.bot.reports.talking import Reporter, inspector, opened, parts

__all__ = ["inspector"]


async def test_a_report_takes_nine_taps_and_two_short_texts(
    bot_api: Server, inspector: InspectorKey, bot: Service
) -> None:
    """From /phananh to the receipt; the inspector then reads exactly what was written."""
    reporter = Reporter(bot_api)

    await reporter.write_all()
    await reporter.hand_in()

    assert (reporter.taps, reporter.texts) == (9, 2)
    [case] = parts(bot).cases.listed()
    report = opened(bot, case, inspector)
    assert ("ruou-bia-thuoc-la", "01-00070") == (case.kind, case.unit)
    assert report.unit_text == "Phường Hoàn Kiếm, Thành phố Hà Nội"
    assert report.when == "Hôm nay (22/11/2026)"
    assert report.what == "Trưa nay anh ta uống bia ở quán rồi quay lại làm."
    assert (report.who, report.attachments) == ("", ())
