"""Looks for what a bot that took in reports must not leave behind, byte by byte."""
