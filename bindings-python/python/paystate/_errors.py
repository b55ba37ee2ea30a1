"""What can go wrong while asking and reading, one class a remedy.

An error names fields, limits and words of the library's; it never carries what a payer or a merchant sent.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any, ClassVar

    from ._native import Reply
    from .types import Category, ErrorKind, MalformedReason, MisuseReason, UnauthenticReason


class Error(Exception):
    """A call that could not be carried out: one of `Malformed`, `Unauthentic`, `Refused` and `Misuse`."""

    kind: ClassVar[ErrorKind]
    """The kind as a word."""

    def __init__(self, message: str = "", **facts: Any) -> None:
        super().__init__(message)
        self._facts = facts

    @property
    def reason(self) -> MalformedReason | UnauthenticReason | MisuseReason | None:
        """Why, as a stable word; `None` for `Refused`, whose words are the provider's."""
        return self._facts.get("reason")

    @property
    def field(self) -> str | None:
        """The field at fault, where one can be named."""
        return self._facts.get("field")

    @property
    def limit(self) -> int | None:
        """The limit that was passed, where there is one."""
        return self._facts.get("limit")

    @property
    def code(self) -> str | None:
        """The provider's own code, of a `Refused`."""
        return self._facts.get("code")

    @property
    def retryable(self) -> bool:
        """Whether the same call may be made again without harm: only a `Refused` can say so."""
        return self._facts.get("retryable", False)

    @property
    def retry_at(self) -> datetime | None:
        """The instant until which to wait, where a provider says so: the `not_before` of `Payment.schedule`."""
        return self._facts.get("retry_at")

    @property
    def reply(self) -> Reply | None:
        """What to answer to a webhook, of an `Unauthentic`."""
        return self._facts.get("reply")


class Malformed(Error):
    """Bytes that are not what the provider documents: keep them, and tell a person."""

    kind = "malformed"

    @property
    def offset(self) -> int | None:
        """Where in the body, in bytes from its beginning."""
        return self._facts.get("offset")


class Unauthentic(Error):
    """A webhook that is not proved to come from the provider: answer with `reply`, and do nothing else."""

    kind = "unauthentic"

    @property
    def reply(self) -> Reply:
        """What to answer."""
        return self._facts["reply"]


class Refused(Error):
    """An answer in which the provider declined. The payment is unchanged by it."""

    kind = "refused"

    @property
    def http_status(self) -> int:
        """The HTTP status of the answer."""
        return self._facts["http_status"]

    @property
    def category(self) -> Category:
        """What kind of refusal it is."""
        return self._facts["category"]

    @property
    def retry_after_s(self) -> int | None:
        """How long to wait, in whole seconds, rounded up, where the provider says so."""
        return self._facts.get("retry_after_s")

    @property
    def outcome_unknown(self) -> bool:
        """After a create: whether the order may exist all the same. Query by reference before creating again."""
        return self._facts.get("outcome_unknown", False)


class Misuse(Error, ValueError):
    """A call that cannot be carried out as it stands: fix the call."""

    kind = "misuse"

    @property
    def field(self) -> str:
        """The argument, option or stored field at fault."""
        return self._facts["field"]

    @property
    def expected(self) -> tuple[str, ...]:
        """What would be accepted, where that is a short list."""
        return self._facts.get("expected", ())


class InternalError(RuntimeError):
    """A fault of the library itself, and no `Error`: nothing was done. Please report it."""


# The package is where everybody sees them, and where pickle finds them.
for _class in (Error, Malformed, Unauthentic, Refused, Misuse, InternalError):
    _class.__module__ = "paystate"
