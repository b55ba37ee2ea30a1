"""The comparison of the contract: what is expected must hold, what is not listed is not compared."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

SETS = {"notes"}
"""Arrays that are sets of words."""
VERBATIM = {"body", "url", "native", "id", "reference", "event_id", "extra"}
"""Texts that are compared as they are, whatever they look like."""


def differences(expected: Any, actual: Any, path: str = "", key: str = "") -> list[str]:
    """What of `expected` does not hold in `actual`, one line each; empty where all holds."""
    match expected, actual:
        case dict(), dict():
            return [
                line
                for name, value in expected.items()
                for line in differences(value, actual.get(name), f"{path}.{name}", name)
            ]
        case list(), list() if key == "headers":
            holds = sorted_headers(expected) == sorted_headers(actual)
        case list(), list() if key in SETS:
            holds = len(expected) == len(actual) and all(word in actual for word in expected)
        case list(), list():
            pairs = enumerate(zip(expected, actual, strict=False))
            lines = [line for i, (e, a) in pairs for line in differences(e, a, f"{path}[{i}]", key)]
            if lines:
                return lines
            holds = len(expected) == len(actual)
        case str(), str():
            holds = expected == actual or (key not in VERBATIM and same_value(key, expected, actual))
        case (bool(), _) | (_, bool()):
            holds = expected is actual
        case ((int() | Decimal()), (int() | Decimal())):
            holds = Decimal(expected) == Decimal(actual)
        case _:
            holds = type(expected) is type(actual) and expected == actual
    return [] if holds else [f"{path}: expected {expected!r}, got {actual!r}"]


def same_value(key: str, expected: str, actual: str) -> bool:
    """Sums are compared as numbers, instants to the millisecond."""
    try:
        if key in {"value", "amount"}:
            return Decimal(expected) == Decimal(actual)
        return milliseconds(expected) == milliseconds(actual)
    except (ValueError, InvalidOperation):
        return False


def milliseconds(text: str) -> int:
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    if at.tzinfo is None:
        raise ValueError(text)
    return int(at.timestamp() * 1000)


def sorted_headers(headers: list[list[str]]) -> list[tuple[str, str]]:
    """Names without case, pairs without order."""
    return sorted((name.lower(), value) for name, value in headers)
