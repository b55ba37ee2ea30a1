"""How a page is set: 80 columns, wrapped lines, and colors for a terminal that wants them."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import Literal

WIDTH = 80
"""No line is longer."""

Tone = Literal["plain", "title", "quiet", "good", "notice", "bad", "blue"]
CODES = {"title": "1", "quiet": "2", "good": "32", "notice": "33", "bad": "31", "blue": "36"}
EIGHTHS = " ▏▎▍▌▋▊▉"


@dataclass
class Sheet:
    """A page that is being written."""

    color: bool
    lines: list[str] = field(default_factory=list[str])

    def tone(self, tone: Tone, text: str) -> str:
        return f"\x1b[{CODES[tone]}m{text}\x1b[0m" if self.color and tone != "plain" and text.strip() else text

    def line(self, *parts: str | tuple[Tone, str]) -> None:
        """A line of texts, each perhaps in a tone."""
        plain = [("plain", part) if isinstance(part, str) else part for part in parts]
        if plain:
            plain[-1] = (plain[-1][0], plain[-1][1].rstrip())
        self.lines.append("".join(self.tone(tone, text) for tone, text in plain).rstrip())  # type: ignore[arg-type]

    def title(self, text: str) -> None:
        self.line()
        self.line(("title", text))
        self.line(("quiet", "─" * WIDTH))

    def text(self, text: str, indent: int = 2, tone: Tone = "plain", mark: str = "") -> None:
        """A text wrapped to the width."""
        first, rest = " " * indent + mark, " " * (indent + len(mark))
        for one in textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest):
            self.line((tone, one))

    def page(self) -> str:
        return "\n".join(self.lines) + "\n"


def wants_color(is_terminal: bool, no_color: str | None) -> bool:
    """Colors on a terminal only, and never where `NO_COLOR` is set to something (https://no-color.org)."""
    return is_terminal and not no_color


def bar(share: float, width: int) -> str:
    """A bar that fills a share of the width, to an eighth of a column; the least that there is shows."""
    eighths = max(round(share * width * 8), 1 if share else 0)
    return ("█" * (eighths // 8) + EIGHTHS[eighths % 8]).rstrip().ljust(width)
