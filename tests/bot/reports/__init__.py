"""Tests of ``bot.reports``."""
