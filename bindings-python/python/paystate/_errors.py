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
    reason: MalformedReason | UnauthenticReason | MisuseReason | None = None
    """Why, as a stable word; `None` for `Refused`, whose words are the provider's."""
    field: str | None = None
    """The field at fault, where one can be named."""
    limit: int | None = None
    """The limit that was passed, where there is one."""
    code: str | None = None
    """The provider's own code, of a `Refused`."""
    retryable: bool = False
    """Whether the same call may be made again without harm: only a `Refused` can say so."""
    retry_at: datetime | None = None
    """The instant until which to wait, where a provider says so."""
    reply: Reply | None = None
    """What to answer to a webhook, of an `Unauthentic`."""

    def __init__(self, message: str = "", **facts: Any) -> None:
        super().__init__(message)
        self.__dict__.update(facts)


class Malformed(Error):
    """Bytes that are not what the provider documents: keep them, and tell a person."""

    kind = "malformed"
    offset: int | None = None
    """Where in the body, in bytes from its beginning."""


class Unauthentic(Error):
    """A webhook that is not proved to come from the provider: answer with `reply`, and do nothing else."""

    kind = "unauthentic"
    reply: Reply


class Refused(Error):
    """An answer in which the provider declined. The payment is unchanged by it."""

    kind = "refused"
    http_status: int
    """The HTTP status of the answer."""
    category: Category
    """What kind of refusal it is."""
    retry_after_s: int | None = None
    """How long to wait, in whole seconds, rounded up, where the provider says so."""
    outcome_unknown: bool = False
    """After a create: whether the order may exist all the same. Query by reference before creating again."""


class Misuse(Error, ValueError):
    """A call that cannot be carried out as it stands: fix the call."""

    kind = "misuse"
    field: str
    expected: tuple[str, ...] = ()
    """What would be accepted, where that is a short list."""


class InternalError(RuntimeError):
    """A fault of the library itself, and no `Error`: nothing was done. Please report it."""


# The package is where everybody sees them, and where pickle finds them.
for _class in (Error, Malformed, Unauthentic, Refused, Misuse, InternalError):
    _class.__module__ = "paystate"
