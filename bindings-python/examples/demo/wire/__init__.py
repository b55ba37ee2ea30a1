"""How each provider tells the facts of an order: a module for each, by its name in `paystate.providers()`."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol, cast

from demo.facts import Dice, Facts


class Wire(Protocol):
    """What the module of a provider has."""

    OPTIONS: dict[str, str]
    """What an account of the demo is made from."""
    CURRENCIES: Sequence[str]
    NETWORKS: Sequence[str]
    TELLS_RECEIVED: bool
    """Whether its messages say what came, and not only what was asked for."""

    def new_id(self, dice: Dice) -> str:
        """An id as the provider makes them."""
        ...

    def answer(self, facts: Facts, word: str, dice: Dice) -> str:
        """The body of an answer to a query."""
        ...

    def event(self, facts: Facts, word: str, status: str | None, dice: Dice) -> str | None:
        """The body of a webhook about a payment, whose word means `status`; nothing where there is no such event."""
        ...

    def refund(self, facts: Facts, dice: Dice) -> str | None:
        """The body of a webhook about a refund of the order."""
        ...

    def page(self, rows: Sequence[str]) -> str | None:
        """The body of a page of these answers."""
        ...

    def frame(self, facts: Facts, word: str, dice: Dice) -> str | None:
        """A text frame of a live stream."""
        ...


def of(name: str) -> Wire:
    """The module of a provider."""
    return cast(Wire, importlib.import_module(f"{__name__}.{name}"))
