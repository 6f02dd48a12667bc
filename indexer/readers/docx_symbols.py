"""Signs of the fonts Symbol and Wingdings, which Word keeps at code points of its own."""

_PRIVATE = range(0xF000, 0xF100)
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°",
    0xB7: "•", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xAD: "↑", 0xAF: "↓", 0xDE: "⇒", 0xC5: "⊕",
    0xA2: "′", 0xB2: "″", 0xD6: "√", 0xE5: "∑", 0xF2: "∫", 0xB6: "∂", 0xCE: "∈", 0xC6: "∅",
    0x61: "α", 0x62: "β", 0x63: "χ", 0x64: "δ", 0x65: "ε", 0x66: "φ", 0x67: "γ", 0x68: "η",
    0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x71: "θ", 0x72: "ρ", 0x73: "σ", 0x74: "τ", 0x77: "ω",
    0x44: "Δ", 0x46: "Φ", 0x47: "Γ", 0x4C: "Λ", 0x51: "Θ", 0x53: "Σ", 0x57: "Ω",
}  # fmt: skip
_DINGBATS = {
    0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xFC: "✓", 0xFB: "✗",
    0xE0: "→", 0xDF: "←", 0xF0: "→", 0xD8: "•", 0xA7: "•", 0x6C: "•", 0x6E: "•", 0x76: "•",
}  # fmt: skip


def of_symbol_font(text: str, font: str) -> str:
    """Return *text* with signs of symbol fonts as Unicode has them.

    Letters of another font that was marked as a symbol font, as .VnTime sometimes is, come back
    as the bytes they are.
    """
    if text.isascii() or not any(ord(sign) in _PRIVATE for sign in text):
        return text
    return "".join(_sign(ord(c) - 0xF000, font) if ord(c) in _PRIVATE else c for c in text)


def symbol(code: str, font: str) -> str:
    """Return the sign of ``<w:sym w:char="F0B7" w:font="Symbol"/>``."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0x20 <= number < 0x100:
        number += 0xF000
    if number in _PRIVATE:
        return _sign(number - 0xF000, font)
    return chr(number) if 0x20 <= number < 0xD800 else ""


def _sign(code: int, font: str) -> str:
    name = font.lower()
    if "symbol" in name:
        return _SYMBOL.get(code, chr(code) if 0x20 <= code < 0x40 else "•")
    if "dings" in name:
        return _DINGBATS.get(code, "•")
    return chr(code) if code >= 0x20 else ""
