"""The truth about a payment: what a provider said, what it means, what to do now, and when to ask again.

paystate performs no IO and reads no clock. It says what to send, what the answer means, what to do next and when to ask
again; you send, sleep and store. Time is always an argument.

Three nouns: an `Account` asks and reads, a `Payment` judges, an `Observation` is what was seen.

    from datetime import datetime, timezone
    import paystate

    account = paystate.Account(provider, webhook_secret="whsec_1")
    receipt = account.receive(headers, body, now=datetime.now(timezone.utc))
    for seen in receipt.observations:
        progress = payment.advance(seen, now=datetime.now(timezone.utc))
        # store `progress.payment` by compare-and-set, and only then do what `progress.action` says

Reading can fail, with one of four subclasses of `Error`, one a remedy. Judging cannot: after reading, every trouble
is a value. The words that come back are in `paystate.types`, as `Literal` types.
"""

from ._errors import Error, InternalError, Malformed, Misuse, Refused, Unauthentic
from ._native import (
    Account,
    AccountOption,
    Asked,
    Explanation,
    Figure,
    Listing,
    Money,
    Observation,
    Order,
    Page,
    Payment,
    Price,
    Profile,
    Progress,
    Receipt,
    Replay,
    Reply,
    Request,
    Row,
    Schedule,
    Stream,
    StreamStep,
    Target,
    Timeline,
    TimelineEvent,
    Token,
    Window,
    __version__,
    explain,
    phase,
    providers,
    replay,
)

__all__ = [
    "Account",
    "AccountOption",
    "Asked",
    "Error",
    "Explanation",
    "Figure",
    "InternalError",
    "Listing",
    "Malformed",
    "Misuse",
    "Money",
    "Observation",
    "Order",
    "Page",
    "Payment",
    "Price",
    "Profile",
    "Progress",
    "Receipt",
    "Refused",
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
    "Unauthentic",
    "Window",
    "__version__",
    "explain",
    "phase",
    "providers",
    "replay",
]
