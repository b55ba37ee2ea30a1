import builtins
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, Literal, NoReturn, Protocol, TypeAlias, final, overload

from typing_extensions import Self

from ._errors import Error
from .types import (
    Action,
    AnyStatus,
    Note,
    OptionKind,
    Origin,
    Phase,
    Provider,
    Source,
    Stage,
    Status,
    Step,
    Subject,
    Verb,
    Verdict,
    Why,
)

__all__ = [
    "Account",
    "AccountOption",
    "Asked",
    "Explanation",
    "Figure",
    "Listing",
    "Money",
    "Observation",
    "Order",
    "Page",
    "Payment",
    "Price",
    "Profile",
    "Progress",
    "Receipt",
    "Replay",
    "Reply",
    "Request",
    "Row",
    "Schedule",
    "Stream",
    "StreamStep",
    "Target",
    "Timeline",
    "TimelineEvent",
    "Token",
    "Window",
    "__version__",
    "explain",
    "phase",
    "providers",
    "replay",
]

__version__: str

_Text: TypeAlias = str | bytes
_Header: TypeAlias = tuple[_Text, _Text | Sequence[_Text]]

class _HasItems(Protocol):
    def items(self) -> Iterable[_Header]: ...

_Headers: TypeAlias = Mapping[str, Any] | Mapping[bytes, Any] | _HasItems | Iterable[_Header]
_Body: TypeAlias = bytes | bytearray | memoryview
_Json: TypeAlias = bool | int | str | Decimal | Sequence[_Json] | Mapping[str, _Json] | None
_Stored: TypeAlias = str | bytes | bytearray
_Asked: TypeAlias = Target | Payment | Order
_Answer: TypeAlias = _Body | tuple[_Asked | None, int, _Headers, _Body]

@final
class Account:
    """An account at a provider: credentials and settings, by keyword. It asks and reads; it keeps nothing, and performs no IO.

    It cannot be copied or pickled, so that its keys stay in one place, and they do not print. It may be shared by threads.

    What comes from the provider is handed over as it is: `http_status`, `headers` (a mapping or pairs, names and values `str`
    or `bytes`, repeated ones as lists) and the raw `body` as `bytes`. `now` is an aware datetime: `datetime.now(timezone.utc)`.

    An account of `provider` from keywords; `providers()` lists them. A credential is only needed by the verbs that send or
    verify with it. A verifying secret may be a list of up to four, for rotation: each one verifies, the first one signs.

    `Misuse` for a provider or keyword that is not known, which lists those that are, and for a setting outside its words
    or numbers.
    """
    # tables:accounts
    @overload
    def __new__(
        cls,
        provider: Literal["pelago"],
        /,
        *,
        api_key: str | None = None,
        api_secret: str | None = None,
        webhook_secret: str | Sequence[str] | None = None,
        environment: Literal["production", "sandbox"] | None = None,
        base_url: str | None = None,
        sign_requests: bool | str | None = None,
        webhook_scheme: str | None = None,
        tolerance_s: int | str | None = None,
        stream_url: str | None = None,
        timeline_path: str | None = None,
    ) -> Self: ...
    @overload
    def __new__(
        cls,
        provider: Literal["payin"],
        /,
        *,
        api_key: str | None = None,
        webhook_secret: str | Sequence[str] | None = None,
        environment: Literal["production", "testnet"] | None = None,
        base_url: str | None = None,
        dialect: str | None = None,
        window_minutes: int | str | None = None,
        grace_minutes: int | str | None = None,
        tolerance_s: int | str | None = None,
    ) -> Self: ...
    @overload
    def __new__(
        cls,
        provider: Literal["paydify"],
        /,
        *,
        api_key: str | None = None,
        api_secret: str | Sequence[str] | None = None,
        app_id: str | None = None,
        dialect: str | None = None,
        base_url: str | None = None,
        webhook_path: str | None = None,
        tolerance_s: int | str | None = None,
    ) -> Self: ...
    @overload
    def __new__(
        cls,
        provider: Literal["liquido"],
        /,
        *,
        api_key: str | None = None,
        client_id: str | None = None,
        client_secret: str | Sequence[str] | None = None,
        access_token: str | None = None,
        environment: Literal["production", "sandbox"] | None = None,
        base_url: str | None = None,
        auth_url: str | None = None,
        tolerance_s: int | str | None = None,
    ) -> Self: ...
    # /tables
    def __reduce__(self) -> NoReturn: ...
    @property
    def profile(self) -> Profile:
        """What the account's provider can do."""
    @property
    def provider(self) -> Provider:
        """The provider's name."""
    def query(self, target: _Asked, *, now: datetime) -> Request:
        """The request that asks for `target`, a `Target`, `Payment` or `Order`. `Misuse` where the target or a credential is
        missing or cannot be sent.
        """
    def parse(self, target: _Asked, http_status: int, headers: _Headers, body: _Body, *, now: datetime) -> Observation:
        """Reads the answer to a query, or to a command, with the target that it was asked with.

        `Refused` for every HTTP status outside 200-299 and for what the provider declined, `Malformed` for an answer that is
        not what it documents.
        """
    def parse_many(self, answers: Iterable[_Answer], *, now: datetime) -> builtins.list[Observation | Error]:
        """Reads many answers at once, without a loop in Python: a list with an `Observation`, or the `Error` that `parse` would
        raise, in the place of each.

        An answer is the body alone, for one with status 200 that is asked of no payment in particular, or a tuple of what
        `parse` takes: `target`, or `None`, `http_status`, `headers`, `body`.
        """
    def create(self, order: Order, *, now: datetime) -> Request:
        """The request that makes `order`. `Misuse` where the order or a credential cannot be sent."""
    def parse_created(
        self, target: _Asked, http_status: int, headers: _Headers, body: _Body, *, now: datetime
    ) -> Observation:
        """Reads the answer to a create. A `Refused` whose `outcome_unknown` is set may have made the order all the same: query by
        reference before creating again.
        """
    def list(self, listing: Listing, *, now: datetime) -> Request:
        """The request for one page of a list. `Misuse` for a filter that the provider lacks."""
    def parse_page(self, listing: Listing, http_status: int, headers: _Headers, body: _Body, *, now: datetime) -> Page:
        """Reads one page of a list, with the listing that it was asked with. Its `next` is a complete listing."""
    def command(
        self,
        name: str,
        target: _Asked | None = None,
        fields: Mapping[str, _Json] | str | None = None,
        *,
        now: datetime,
    ) -> Request:
        """The request that carries out a command of `profile.commands` on `target`; `fields` is a mapping or JSON text. Its
        answer is read with `parse` and the same target.

        A refund is a subject of its own, so the target of one that is to be names the payment in its `reference`.
        """
    def timeline(self, target: _Asked, *, now: datetime) -> Request:
        """The request for the history of `target`. `Misuse` where the provider keeps none."""
    def parse_timeline(
        self, target: _Asked, http_status: int, headers: _Headers, body: _Body, *, now: datetime
    ) -> Timeline:
        """Reads the history of `target`. Judge by its newest event only."""
    def authorize(self, *, now: datetime) -> Request:
        """The request for an access token. `Misuse` where the provider lends none."""
    def parse_token(self, http_status: int, headers: _Headers, body: _Body, *, now: datetime) -> Token:
        """Reads the answer to `authorize`."""
    def with_token(self, token: Token) -> Account:
        """The same account with another access token. `Misuse` where the provider knows none."""
    def stream(self, targets: Iterable[_Asked]) -> Stream:
        """A live stream of `targets`, not open yet: connect to its `url`, and hand what happens to `stream_step`."""
    @overload
    def stream_step(
        self, stream: Stream, event: Literal["open", "tick", "close"], frame: None = None, *, now: datetime
    ) -> StreamStep:
        """Takes one event of a live stream: what to send, what was seen, what to query, when to wake or to connect again.

        `event` is `open`, `tick` (`wake_at` has come), `close` (or it could not be opened), or `frame` with the frame's text.
        """
    @overload
    def stream_step(self, stream: Stream, event: Literal["frame"], frame: str, *, now: datetime) -> StreamStep:
        """Takes one event of a live stream: what to send, what was seen, what to query, when to wake or to connect again.

        `event` is `open`, `tick` (`wake_at` has come), `close` (or it could not be opened), or `frame` with the frame's text.
        """
    def receive(self, headers: _Headers, body: _Body, *, now: datetime, path: str | None = None) -> Receipt:
        """Verifies a webhook and reads every event in it. Nothing of the body is looked at before the signature fits.

        `path` is the path and query string that it came to, for schemes that sign them; it goes before the account's setting.
        `Unauthentic` where the signature does not fit, with the reply to give; `Misuse` where the account has no secret.
        """
    def sign_webhook(self, body: _Body, *, now: datetime) -> dict[str, str]:
        """Signs `body` at `now` as the provider would, for the caller's own tests: the headers of such a webhook."""
    def parse_redirect(self, url: str) -> Observation:
        """Reads the URL that the payer came back to. It is unsigned: a hint to ask the provider, and never a proof."""
    def build_redirect(self, url: str, seen: Observation) -> str:
        """The URL that the provider would send the payer back to from `url`: for the caller's own tests."""
    def open(self, order_or_seen: Order | Observation, *, now: datetime) -> Payment:
        """The record to store: for an `Order`, created at `now`, before it is sent; or for a payment that was made elsewhere, from
        the first `Observation` of it.

        From an observation, what was asked is taken from its own amount, so set `asked` with `Payment.replace` where you know
        better. The record is `pending` until `advance` is given the same observation, so that the action is not lost.
        """

@final
class Target:
    """What a question is about: the provider's `id`, the merchant's `reference`, or both. Ask with it, and read the answer
    with the same one.

    A target by its parts. `subject` is what the question is about; a payment unless said otherwise.
    """

    __match_args__: Final = ("subject", "id", "reference")
    def __new__(cls, *, id: str | None = None, reference: str | None = None, subject: Subject = "payment") -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def subject(self) -> Subject:
        """What it is."""
    @property
    def id(self) -> str | None:
        """The provider's id."""
    @property
    def reference(self) -> str | None:
        """The merchant's reference."""
    def to_json(self) -> str:
        """The JSON form, absent fields left out."""
    @staticmethod
    def from_json(text: _Stored, /) -> Target:
        """Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise."""

@final
class Price:
    """A sum as the caller writes it: it is sent as given, or as the number of the same value where the provider wants one.

    A sum of a currency: text as it is to be sent, or a `Decimal` or `int`, which is written with all its digits. A float
    is refused.
    """

    __match_args__: Final = ("value", "currency")
    def __new__(cls, value: str | Decimal | int, currency: str) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def value(self) -> str:
        """Digits with at most one point, as text."""
    @property
    def currency(self) -> str:
        """The currency, as the provider spells it."""

@final
class Order:
    """An order to be made. An empty text is absent.

    An order of `amount` under the merchant's `reference`, which must be unique: it finds the order again after a create
    whose outcome is unknown.

    `network` is the network, chain or method in the provider's word; `metadata` the merchant's own data, and `extra` the
    provider's own fields under their own names, each a mapping or JSON text. The URLs are where the payer goes after
    paying, and after giving up.
    """

    __match_args__: Final = ("reference", "amount")
    def __new__(
        cls,
        reference: str,
        amount: Price | None = None,
        *,
        network: str | None = None,
        metadata: Mapping[str, _Json] | str | None = None,
        success_url: str | None = None,
        cancel_url: str | None = None,
        extra: Mapping[str, _Json] | str | None = None,
    ) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def reference(self) -> str:
        """The merchant's reference."""
    @property
    def amount(self) -> Price | None:
        """What is asked for, a `Price`."""
    @property
    def network(self) -> str | None:
        """The network, chain or method, in the provider's word."""
    @property
    def metadata(self) -> Mapping[str, Any] | None:
        """The merchant's own data, as a read-only mapping."""
    @property
    def success_url(self) -> str | None:
        """Where the payer goes after paying."""
    @property
    def cancel_url(self) -> str | None:
        """Where the payer goes after giving up."""
    @property
    def extra(self) -> Mapping[str, Any] | None:
        """The provider's own fields under their own names, as a read-only mapping."""
    def to_json(self) -> str:
        """The JSON form, absent fields left out."""
    @staticmethod
    def from_json(text: _Stored, /) -> Order:
        """Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise."""

@final
class Listing:
    """What to list. `status` and `sort_by` are the provider's own words; a filter that the provider lacks is `Misuse`, never
    dropped in silence.

    A listing of these filters. `limit` is the most rows of a page, `page` counts from 1, `created_from` and `created_to`
    are aware datetimes and both included, `sort_order` is `asc` or `desc`.
    """

    __match_args__: Final = ("status",)
    def __new__(
        cls,
        *,
        status: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        page: int | None = None,
        created_from: datetime | None = None,
        created_to: datetime | None = None,
        currency: str | None = None,
        network: str | None = None,
        reference: str | None = None,
        sort_by: str | None = None,
        sort_order: str | None = None,
    ) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def status(self) -> str | None:
        """The provider's status word."""
    @property
    def limit(self) -> int | None:
        """How many rows a page has at the most."""
    @property
    def cursor(self) -> str | None:
        """Where the page begins, where the provider counts so."""
    @property
    def page(self) -> int | None:
        """The page's number from 1, where the provider counts so."""
    @property
    def created_from(self) -> datetime | None:
        """Created at this instant or later."""
    @property
    def created_to(self) -> datetime | None:
        """Created at this instant or earlier."""
    @property
    def currency(self) -> str | None:
        """The currency or coin."""
    @property
    def network(self) -> str | None:
        """The network or chain."""
    @property
    def reference(self) -> str | None:
        """The merchant's reference. Providers may search for a part of it."""
    @property
    def sort_by(self) -> str | None:
        """The provider's name of the field to sort by."""
    @property
    def sort_order(self) -> str | None:
        """`asc` or `desc`."""
    def to_json(self) -> str:
        """The JSON form, absent fields left out."""
    @staticmethod
    def from_json(text: _Stored, /) -> Listing:
        """Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise."""

@final
class Money:
    """A sum, in major units of its currency. Two sums are equal when their values are: 100 is 100.00.

    A sum of a `Decimal` or `int`; a float is refused. `Misuse` for a value of more than 28 decimal places or 96 bits.
    """

    __match_args__: Final = ("value", "currency")
    def __new__(cls, value: Decimal | int, currency: str | None = None) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def value(self) -> Decimal:
        """The exact value, a `Decimal`."""
    @property
    def currency(self) -> str | None:
        """The currency or coin as the provider spells it; `None` where it names none."""

@final
class Asked:
    """What the merchant asked for, against which everything that comes is checked.

    A sum of a `Decimal` or `int` in a currency, perhaps under a reference. `Misuse` for a value of more than 28 decimal
    places or 96 bits.
    """

    __match_args__: Final = ("amount", "currency", "reference")
    def __new__(cls, amount: Decimal | int, currency: str, reference: str | None = None) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def amount(self) -> Decimal:
        """The sum in major units, a `Decimal`."""
    @property
    def currency(self) -> str:
        """The currency, as the provider spells it."""
    @property
    def reference(self) -> str | None:
        """The merchant's reference."""

@final
class Request:
    """A request that is ready to be sent, byte for byte. Send exactly these headers; add none that could change their
    meaning. Header values and the body do not print, since some carry a key.
    """

    __match_args__: Final = ("method", "url", "headers", "body")
    def __hash__(self) -> int: ...
    def __reduce__(self) -> NoReturn: ...
    @property
    def method(self) -> str:
        """The method, in capitals."""
    @property
    def url(self) -> str:
        """The absolute URL."""
    @property
    def headers(self) -> dict[str, str]:
        """The headers, by name: a new `dict` each time."""
    @property
    def body(self) -> bytes | None:
        """The body as bytes; `None` for none."""

@final
class Reply:
    """What to answer to a webhook.

    A reply of these parts: for tests, and for pickle.
    """

    __match_args__: Final = ("status", "content_type", "body")
    def __new__(cls, status: int, content_type: str, body: str) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def status(self) -> int:
        """The HTTP status."""
    @property
    def content_type(self) -> str:
        """The value of `Content-Type`."""
    @property
    def body(self) -> str:
        """The body, as text."""

@final
class Observation:
    """What was seen of a payment, refund, payout, deposit or settlement at one moment. What is absent was not in the message;
    nothing is guessed.

    Fields are decoded when they are read. Times are aware and in UTC, to the millisecond; sums are in major units. Two
    observations are equal when all their values are.

    An observation that is built by hand: the caller's word. Only `Account.receive` makes one that a provider vouches
    for. `status` is a word of the subject's own vocabulary.
    """

    __match_args__: Final = ("subject", "status")
    def __new__(
        cls,
        subject: Subject = "payment",
        source: Source = "query",
        *,
        provider: str | None = None,
        id: str | None = None,
        reference: str | None = None,
        native: str | None = None,
        status: AnyStatus | None = None,
        amount: Money | None = None,
        received: Money | None = None,
        refunded: Money | None = None,
        fee: Money | None = None,
        transaction: str | None = None,
        confirmations: int | None = None,
        network: str | None = None,
        address: str | None = None,
        link: str | None = None,
        payer: str | None = None,
        created_at: datetime | None = None,
        expires_at: datetime | None = None,
        window_ends_at: datetime | None = None,
        grace_ends_at: datetime | None = None,
        completed_at: datetime | None = None,
        failure: str | None = None,
        extra: Mapping[str, _Json] | None = None,
        notes: Iterable[Note] = (),
    ) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def provider(self) -> str | None:
        """The provider that it came from."""
    @property
    def subject(self) -> Subject:
        """What it is about."""
    @property
    def id(self) -> str | None:
        """The provider's id."""
    @property
    def reference(self) -> str | None:
        """The merchant's reference; of a refund, the charge that it belongs to, where the provider names it."""
    @property
    def native(self) -> str | None:
        """The status word as received; `None` where the message has none."""
    @property
    def status(self) -> AnyStatus | None:
        """The canonical status, in the vocabulary of `subject`; `None` where the word is unknown or missing."""
    @property
    def amount(self) -> Money | None:
        """What was asked for."""
    @property
    def received(self) -> Money | None:
        """What the payer paid."""
    @property
    def refunded(self) -> Money | None:
        """What was given back."""
    @property
    def fee(self) -> Money | None:
        """The provider's fee."""
    @property
    def transaction(self) -> str | None:
        """The hash of the transaction on its chain."""
    @property
    def confirmations(self) -> int | None:
        """How many confirmations the transaction has. It completes nothing; the status does."""
    @property
    def network(self) -> str | None:
        """The network or chain, in the provider's word."""
    @property
    def address(self) -> str | None:
        """The address to pay to."""
    @property
    def link(self) -> str | None:
        """The page on which to pay."""
    @property
    def payer(self) -> str | None:
        """The payer's address or name."""
    @property
    def created_at(self) -> datetime | None:
        """When it was created."""
    @property
    def expires_at(self) -> datetime | None:
        """When it expires, as the provider put it; which end that is may be unclear."""
    @property
    def window_ends_at(self) -> datetime | None:
        """When the payment window ends, where that is explicit or can be told."""
    @property
    def grace_ends_at(self) -> datetime | None:
        """When the grace period ends, where that is explicit or can be told."""
    @property
    def completed_at(self) -> datetime | None:
        """When it was completed."""
    @property
    def failure(self) -> str | None:
        """The provider's reason for a failure."""
    @property
    def extra(self) -> Mapping[str, Any]:
        """The provider's other fields, under its own names and in its order: a read-only mapping, made when it is first read.
        Integers are `int`, other numbers `Decimal`.
        """
    @property
    def source(self) -> Source:
        """How it came to us."""
    @property
    def notes(self) -> frozenset[Note]:
        """What was noticed while reading, a set of words."""
    def detached(self) -> Observation:
        """The same observation with everything decoded, so that it no longer holds the message that it came in."""
    def to_json(self) -> str:
        """The JSON form, absent fields left out."""
    @staticmethod
    def from_json(text: _Stored, /) -> Observation:
        """Reads the JSON form, strictly: what comes of it is the caller's word. `Malformed` for what is no JSON object; `Misuse`
        that names the field otherwise.
        """

@final
class Payment:
    """What is known of a payment: a plain record that the caller stores, by compare-and-set, before acting on it.

    Make one with `Account.open`, or from its fields. Only `advance` and `settle` move it on, and both return a new one.

    A record of these fields. `status` is the recorded status, `native` the provider's word behind it; `asked` is what was
    asked for, without which sums are not checked; `fulfilled`, `released` and `reversed` say what was done.
    """

    __match_args__: Final = ("status",)
    def __new__(
        cls,
        status: Status,
        *,
        provider: str | None = None,
        id: str | None = None,
        reference: str | None = None,
        asked: Asked | None = None,
        native: str | None = None,
        fulfilled: bool = False,
        released: bool = False,
        reversed: bool = False,
        held: Money | None = None,
        created_at: datetime | None = None,
        window_ends_at: datetime | None = None,
        grace_ends_at: datetime | None = None,
        changed_at: datetime | None = None,
    ) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def provider(self) -> str | None:
        """The provider."""
    @property
    def id(self) -> str | None:
        """The provider's id."""
    @property
    def reference(self) -> str | None:
        """The merchant's reference."""
    @property
    def asked(self) -> Asked | None:
        """What was asked for; without it sums are not checked."""
    @property
    def status(self) -> Status:
        """The recorded status."""
    @property
    def native(self) -> str | None:
        """The provider's word behind the status."""
    @property
    def fulfilled(self) -> bool:
        """Whether `fulfill` was given, or a person fulfilled. Never clears."""
    @property
    def released(self) -> bool:
        """Whether `release` was given, or a person released. Never clears."""
    @property
    def reversed(self) -> bool:
        """Whether `reverse` was given, or a person reversed. Never clears."""
    @property
    def held(self) -> Money | None:
        """The largest sum that is known to have come and that nothing answers yet: neither goods nor a refund."""
    @property
    def created_at(self) -> datetime | None:
        """When it was created."""
    @property
    def window_ends_at(self) -> datetime | None:
        """When the payment window ends."""
    @property
    def grace_ends_at(self) -> datetime | None:
        """When the grace period ends."""
    @property
    def changed_at(self) -> datetime | None:
        """When the status last changed."""
    def advance(self, seen: Observation, *, now: datetime) -> Progress:
        """Takes in what was seen: how it relates to the record, what came of the money, what to do, and when to ask again. It
        cannot fail; every trouble is in the result. `now` is an aware datetime.

        Store `Progress.payment` by compare-and-set before acting. Of a timeline, advance by the newest event only.
        """
    def schedule(self, *, now: datetime, not_before: datetime | None = None) -> Schedule:
        """The countdown and the poll plan at `now`. `not_before` holds the next poll back: a refusal's `retry_at`, or the
        caller's own trouble. A passed deadline never ends a payment.
        """
    def settle(self, *, fulfilled: bool = False, released: bool = False, reversed: bool = False) -> Payment:
        """The record with the latches set that a person set by hand after an `escalate`. A latch never clears."""
    def replace(
        self,
        *,
        status: Status = ...,
        provider: str | None = ...,
        id: str | None = ...,
        reference: str | None = ...,
        asked: Asked | None = ...,
        native: str | None = ...,
        fulfilled: bool = ...,
        released: bool = ...,
        reversed: bool = ...,
        held: Money | None = ...,
        created_at: datetime | None = ...,
        window_ends_at: datetime | None = ...,
        grace_ends_at: datetime | None = ...,
        changed_at: datetime | None = ...,
    ) -> Payment:
        """The same record with some fields changed, as `asked` where the caller knows better."""
    def to_json(self) -> str:
        """The JSON form to store: `v`, then the fields, absent ones left out, then what was kept of a newer release's."""
    @staticmethod
    def from_json(text: _Stored, /) -> Payment:
        """Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise, as
        where `v` is newer than this release.
        """

@final
class Progress:
    """What an observation did to a payment, and what to do now.

    Store `payment` by compare-and-set against the version that was read, and only then act.
    """

    __match_args__: Final = ("action", "payment")
    def __hash__(self) -> int: ...
    @property
    def payment(self) -> Payment:
        """The record to store."""
    @property
    def step(self) -> Step:
        """How the observation relates to the record."""
    @property
    def verdict(self) -> Verdict:
        """What came, compared with what was asked."""
    @property
    def action(self) -> Action:
        """What to do."""
    @property
    def poll_at(self) -> datetime | None:
        """When to ask the provider again; `None` where there is no need."""
    @property
    def why(self) -> Why:
        """Why, as a word."""
    @property
    def sentence(self) -> str:
        """`why` in a sentence that a support agent can read out."""
    @property
    def held(self) -> Money | None:
        """Money of the payer that no goods answer: the payment is lost, or was released unfulfilled, and yet this sum came."""

@final
class Schedule:
    """A payment's time at one moment."""

    __match_args__: Final = ("stage", "poll_at")
    def __hash__(self) -> int: ...
    @property
    def stage(self) -> Stage | None:
        """Where the moment lies: `window`, `grace` or `overdue`; `None` where the payment has no window."""
    @property
    def window_ends_at(self) -> datetime | None:
        """When the payment window ends."""
    @property
    def grace_ends_at(self) -> datetime | None:
        """When the grace period ends."""
    @property
    def time_left(self) -> timedelta:
        """Time to the end of the current stage, a `timedelta` exact to the millisecond; zero when overdue or without a window."""
    @property
    def poll_at(self) -> datetime | None:
        """When to ask the provider again; `None` where there is no need. Wake at this instant or after it, never before."""
    @property
    def give_up_at(self) -> datetime | None:
        """When asking ends without an answer; `None` where nothing is being asked."""
    @property
    def exhausted(self) -> bool:
        """Whether `give_up_at` has passed without a decision: tell a person."""

@final
class Window:
    """A payment window and the grace period after it: `[created, window end)`, `[window end, grace end)`, then overdue.

    A window of `window_s` seconds from `created_at`, an aware datetime, and `grace_s` seconds of grace after it.

    `Misuse` that names `window_s` or `grace_s` where it is negative, or leads out of the years 1 to 9999.
    """
    def __new__(cls, created_at: datetime, window_s: int, grace_s: int) -> Self: ...
    def __hash__(self) -> int: ...
    @property
    def window_ends_at(self) -> datetime:
        """When the window ends."""
    @property
    def grace_ends_at(self) -> datetime:
        """When the grace period ends."""
    def at(self, *, now: datetime) -> Schedule:
        """The countdown at `now`, with no plan of polling: that needs a `Payment`."""

@final
class Receipt:
    """A verified webhook.

    A receipt of these parts: for tests, and for pickle.
    """

    __match_args__: Final = ("kind", "observations")
    def __new__(cls, event_id: str, kind: str, observations: tuple[Observation, ...], reply: Reply) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def event_id(self) -> str:
        """What makes the event unique: the provider's id, or one made from the body. De-duplicate by it."""
    @property
    def kind(self) -> str:
        """The event's type, known or not."""
    @property
    def observations(self) -> tuple[Observation, ...]:
        """What it tells, a tuple of observations; empty for an event that is about nothing of the library's."""
    @property
    def reply(self) -> Reply:
        """What to answer."""

@final
class Page:
    """One page of a list.

    A page of these parts: for tests, and for pickle.
    """

    __match_args__: Final = ("observations", "next")
    def __new__(
        cls, observations: tuple[Observation, ...], next: Listing | None = None, total: int | None = None
    ) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def observations(self) -> tuple[Observation, ...]:
        """The rows, a tuple of observations."""
    @property
    def next(self) -> Listing | None:
        """What to list next, with every filter kept; `None` at the end."""
    @property
    def total(self) -> int | None:
        """How many rows there are in all, where the provider says so."""

@final
class Timeline:
    """What happened to a payment, oldest first. It is history: judge by the newest event only, or by a query."""

    __match_args__: Final = ("events",)
    def __hash__(self) -> int: ...
    @property
    def events(self) -> tuple[TimelineEvent, ...]:
        """The events, a tuple in order of time. Statuses may go back."""
    @staticmethod
    def rebuild(seen: Iterable[tuple[datetime, Observation]], /) -> Timeline:
        """The history that observations tell, from pairs of an aware datetime, at which it was seen, and an observation. What
        says nothing new of the word or the transaction is no event of its own.
        """

@final
class TimelineEvent:
    """One event of a `Timeline`."""

    __match_args__: Final = ("at", "status")
    def __hash__(self) -> int: ...
    @property
    def at(self) -> datetime | None:
        """When it happened; of a rebuilt timeline, when it was seen."""
    @property
    def native(self) -> str | None:
        """The status word as received."""
    @property
    def status(self) -> AnyStatus | None:
        """The canonical status; `None` where the word is unknown or missing."""
    @property
    def transaction(self) -> str | None:
        """The hash of the transaction on its chain."""
    @property
    def details(self) -> str | None:
        """The provider's words about it."""

@final
class Token:
    """An access token and how long it is good. It does not print and is not pickled.

    A token, for instance one that was stored. `expires_at` is an aware datetime.
    """
    def __new__(cls, access_token: str, *, expires_at: datetime | None = None) -> Self: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> NoReturn: ...
    @property
    def access_token(self) -> str:
        """The token itself, a secret."""
    @property
    def expires_at(self) -> datetime | None:
        """When it expires, where the provider says so."""
    @property
    def renew_at(self) -> datetime | None:
        """When to ask for the next one: some time before it expires."""

@final
class Stream:
    """A live stream: where it is, what it is about, and how far it is. It holds no key, and can be stored.

    Connect to `url`, hand every event to `Account.stream_step`, and store the stream that comes back.
    """

    __match_args__: Final = ("url", "targets")
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @property
    def url(self) -> str:
        """The address of the socket."""
    @property
    def targets(self) -> tuple[Target, ...]:
        """What it is about, a tuple of targets."""
    @property
    def ping_at(self) -> datetime | None:
        """When the next ping is due; `None` while the socket is closed."""
    @property
    def failures(self) -> int:
        """How often it was closed since a frame last came."""
    def to_json(self) -> str:
        """The JSON form, absent fields left out."""
    @staticmethod
    def from_json(text: _Stored, /) -> Stream:
        """Reads the JSON form, strictly. `Malformed` for what is no JSON object; `Misuse` that names the field otherwise."""

@final
class StreamStep:
    """What to do after an event of a stream. The frames to send do not print, since the first one carries a key."""
    def __hash__(self) -> int: ...
    @property
    def stream(self) -> Stream:
        """The stream to store, and to hand in with the next event."""
    @property
    def send(self) -> tuple[str, ...]:
        """The text frames to send, a tuple in order. They can carry a key: do not log them."""
    @property
    def observations(self) -> tuple[Observation, ...]:
        """What was seen, a tuple of observations."""
    @property
    def query(self) -> tuple[Target, ...]:
        """What to query now, a tuple of targets: news may have been missed while the socket was closed."""
    @property
    def wake_at(self) -> datetime | None:
        """When to send a tick, while open."""
    @property
    def reconnect_at(self) -> datetime | None:
        """When to connect again, while closed. Jitter is the caller's."""

@final
class Replay:
    """What `replay` gives back."""
    @property
    def records(self) -> list[Payment]:
        """The records as they are now, a list of `Payment` in the order they were given."""
    @property
    def progress(self) -> list[Progress | None]:
        """What each observation did, a list of `Progress` in their order; `None` for one that is about none of the records, or
        cannot be told to be about one of them.
        """

@final
class Profile:
    """What a provider can do."""
    @property
    def name(self) -> Provider:
        """The provider's name, as in `Account`."""
    @property
    def environments(self) -> dict[str, str]:
        """The environments and the base URL of each, a `dict`; the first is the default."""
    @property
    def options(self) -> tuple[AccountOption, ...]:
        """What an account is built from, a tuple of `AccountOption`."""
    @property
    def verbs(self) -> tuple[Verb, ...]:
        """What can be asked and read, a tuple of words."""
    @property
    def queried(self) -> tuple[Subject, ...]:
        """The subjects that a query can be about, a tuple of words."""
    @property
    def commands(self) -> tuple[str, ...]:
        """The commands, a tuple of names."""
    @property
    def webhook_scheme(self) -> str:
        """How webhooks are signed."""
    @property
    def table(self) -> tuple[Row, ...]:
        """The status words and their meaning, a tuple of `Row`."""
    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that the library works with, and whose they are: a tuple of `Figure`."""

@final
class AccountOption:
    """An option of an account: its name is the keyword."""
    @property
    def name(self) -> str:
        """The keyword."""
    @property
    def kind(self) -> OptionKind:
        """What it is: a `credential`, a `verifying_secret` or a `setting`."""
    @property
    def default(self) -> str:
        """What holds where it is not given; empty for none."""
    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""

@final
class Row:
    """A status word of a provider and its meaning."""
    @property
    def word(self) -> str:
        """The word as the provider spells it."""
    @property
    def subject(self) -> Subject:
        """The vocabulary that its meaning belongs to."""
    @property
    def status(self) -> AnyStatus:
        """What it means."""
    @property
    def origin(self) -> Origin:
        """Whose word it is: `documented`, `observed` or `ours`."""

@final
class Figure:
    """A figure that the library works with, and whose it is."""
    @property
    def name(self) -> str:
        """What it is."""
    @property
    def value(self) -> str:
        """The value and its unit."""
    @property
    def origin(self) -> Origin:
        """Whose it is: `documented`, `observed` or `ours`."""
    @property
    def source(self) -> str:
        """Where that stands, or why it was chosen."""

@final
class Explanation:
    """What a provider's status word means."""
    @property
    def status(self) -> AnyStatus | None:
        """The canonical status; `None` where the word stands in no table."""
    @property
    def known(self) -> bool:
        """Whether the word stands in a table."""
    @property
    def stops_polling(self) -> bool:
        """Whether routine polling ends with it."""
    @property
    def may_still_change(self) -> bool:
        """Whether this provider can still say something that would be recorded as news."""

def explain(provider: Provider, subject: Subject, word: str) -> Explanation:
    """Explains a status word of `provider` in the vocabulary of `subject`. An unknown word is a value: never final, never paid.

    `Misuse` for a provider or a subject that is not known.
    """

def phase(status: Status) -> Phase:
    """The phase of a payment's status: `open` (keep asking), `lost` (the money did not come), `won` (it is here) or `reversed`
    (it went, or is going, back). `Misuse` for a word that is no status of a payment.
    """

def providers() -> list[Profile]:
    """What each provider can do, a list of `Profile`."""

def replay(
    records: Iterable[Payment],
    observations: Iterable[Observation | tuple[datetime, Observation]],
    *,
    now: datetime,
) -> Replay:
    """Advances each record by the observations that are about it, in their order: of the same provider with the same id, else
    with the same reference.

    An observation may stand in a pair behind an aware datetime at which it was seen, which then counts as its `now`.
    """
