"""Vietnamese text: one spelling to search by, words, missing marks, abbreviations."""

from knowledge.vietnamese.abbreviations import expand_abbreviations
from knowledge.vietnamese.normalise import fold, normalise, plain_syllables
from knowledge.vietnamese.restore import Restorer, everyday_phrases
from knowledge.vietnamese.segment import Segmenter

__all__ = [
    "Restorer",
    "Segmenter",
    "everyday_phrases",
    "expand_abbreviations",
    "fold",
    "normalise",
    "plain_syllables",
]
