"""The words that paystate gives and takes, as `Literal` types.

Printed from the Rust crate by `make tables`; do not edit.
"""

from typing import Literal, TypeAlias

Provider: TypeAlias = Literal[
    "pelago",
    "payin",
    "paydify",
    "liquido",
]
"""The providers."""

Status: TypeAlias = Literal[
    "pending",  # Asked for; no money has moved.
    "processing",  # Money moves, but has not arrived.
    "authorized",  # Money is held on the payer's card.
    "partially_paid",  # Some of the money is here.
    "expired",  # The provider stopped waiting.
    "failed",  # The attempt failed.
    "cancelled",  # Somebody called it off.
    "paid",  # The money is here.
    "refunding",  # The money is going back.
    "refunded",  # The money went back.
    "charged_back",  # The payer's bank took the money back.
]
"""The status of a payment, lowest rank first."""

RefundStatus: TypeAlias = Literal[
    "pending",  # Asked for, not done.
    "succeeded",  # The money went back.
    "failed",  # The refund did not happen.
]
"""The status of a refund."""

PayoutStatus: TypeAlias = Literal[
    "pending",  # Asked for, not done.
    "paid",  # The money was sent; it may still be returned.
    "rejected",  # Refused before it was tried.
    "failed",  # Tried in vain.
]
"""The status of a payout."""

SettlementStatus: TypeAlias = Literal[
    "pending",  # On its way.
    "succeeded",  # The merchant has the money.
    "failed",  # It did not arrive.
]
"""The status of a settlement."""

DepositStatus: TypeAlias = Literal[
    "detected",  # Seen, not yet certain.
    "credited",  # Certain.
]
"""The status of a deposit."""

Phase: TypeAlias = Literal[
    "open",  # Undecided: keep asking.
    "lost",  # The money did not come.
    "won",  # The money is here.
    "reversed",  # The money went, or is going, back.
]
"""What a payment's status means for the order behind it."""

Subject: TypeAlias = Literal[
    "payment",  # A payment: the only subject with a lifecycle.
    "refund",  # Money on its way back to a payer.
    "payout",  # Money sent out by the merchant.
    "deposit",  # Money that came without an order.
    "settlement",  # Money handed by the provider to the merchant.
    "other",  # Something else.
]
"""What an observation is about."""

Source: TypeAlias = Literal[
    "query",  # The answer to a question of ours. Only it may bring an earlier state back.
    "webhook",  # A verified webhook.
    "stream",  # A frame of a live stream.
    "list",  # A row of a list.
    "timeline",  # An event of a timeline.
    "redirect",  # The payer's browser. Unsigned: it records nothing and only makes us ask.
]
"""How an observation came to us."""

Note: TypeAlias = Literal[
    "unknown_status",  # The status word stands in no table.
    "event_status_mismatch",  # The event's type says another status than its data; the data won.
    "code_status_mismatch",  # The numeric code says another status than the word; the word won.
    "header_body_mismatch",  # An unsigned header says something else than the signed body; the body won.
    "status_from_event",  # There was no status word; the status is the event type's.
    "local_time",  # A time without a zone, or a day, was kept out of the instants.
    "bad_time",  # A time could not be read.
    "unsigned",  # Nothing vouches for this.
    "reconcile",  # The status word that belongs here is missing: ask the provider before acting.
    "response_signature_mismatch",  # The answer was signed, and not by our key.
    "unknown_currency",  # The minor units of this currency are not known, so the amount was left out rather than guessed.
]
"""What was noticed while reading."""

Step: TypeAlias = Literal[
    "advance",  # Forward, or a better word for a lost payment.
    "late",  # Money after we gave up.
    "repeat",  # The same status again.
    "stale",  # An earlier state, delivered late.
    "revert",  # An earlier state that only a query may bring back.
    "conflict",  # Both cannot be true.
    "unknown",  # A word without a canonical status.
    "aside",  # The observation is not about a payment.
]
"""How an observed status relates to the recorded one."""

Action: TypeAlias = Literal[
    "wait",  # Nothing yet; ask again at `poll_at`.
    "fulfill",  # Hand over what was bought.
    "release",  # Give back what was reserved for the order; it is not going to be fulfilled.
    "reverse",  # Take back what was handed over: the money went back.
    "escalate",  # A person decides; see `Progress::why`, then `Payment::settle`.
    "rest",  # Nothing, and nothing is expected.
]
"""What the merchant does now."""

Verdict: TypeAlias = Literal[
    "match",  # Exactly what was asked.
    "under",  # Less than was asked.
    "over",  # More than was asked.
    "other_currency",  # Another currency than was asked.
    "other_payment",  # Another payment: its reference, id or provider differs.
    "unchecked",  # Nothing was asked, or the observation names no sum.
]
"""What came, compared with what was asked."""

Why: TypeAlias = Literal[
    "another_subject",  # Not about a payment.
    "unsigned",  # Unsigned.
    "another_payment",  # Another payment.
    "contradiction",  # Both cannot be true.
    "unknown_word",  # A word that no table has.
    "query_decides",  # Only a query may go back.
    "topped_up",  # A short payment became whole.
    "nothing_new",  # Nothing new.
    "outdated",  # Older than the record.
    "still_open",  # Not decided yet.
    "moves_again",  # Lost, and yet money moves.
    "not_paid",  # The money did not come.
    "better_word",  # Lost already, with a better word.
    "lost_again",  # Lost again after a release or a fulfillment.
    "paid",  # The money came.
    "paid_otherwise",  # The money came, but not as asked.
    "paid_after_release",  # The money came after the order was released.
    "paid_again",  # The money came, and the order was fulfilled before.
    "money_goes_back",  # The money goes back from an order that was fulfilled.
    "never_fulfilled",  # The money goes back, and goods were never handed over.
    "goes_back_again",  # The money goes back a second time, or after the order was settled.
    "refund_goes_on",  # A refund goes on as it should.
]
"""Why an action was given."""

Stage: TypeAlias = Literal[
    "window",  # Before the payment window ends; before the payment was created, too.
    "grace",  # The window has ended, and the provider still waits for confirmations.
    "overdue",  # The grace period has ended. The payment has not: only the provider ends it.
]
"""Where a moment lies in a payment's time."""

ErrorKind: TypeAlias = Literal[
    "malformed",  # Keep the bytes, tell a person.
    "unauthentic",  # Answer with the reply of the error.
    "refused",  # The provider said no.
    "misuse",  # Fix the call.
]
"""The kinds of errors, one a remedy."""

MalformedReason: TypeAlias = Literal[
    "too_large",  # The body is larger than the limit (bytes).
    "not_utf8",  # The bytes are not UTF-8, or begin with a byte order mark.
    "syntax",  # Not one JSON value (RFC 8259).
    "too_deep",  # Arrays and objects nest deeper than the limit (levels).
    "too_many_keys",  # An object has more keys than the limit.
    "duplicate_key",  # An object has one key twice.
    "lone_surrogate",  # Half of a surrogate pair, which is no character.
    "too_many_rows",  # A page has more rows than the limit.
    "too_long",  # A field that is read is longer than the limit (bytes).
    "missing",  # A needed field is absent, null or empty.
    "wrong_type",  # A field has another JSON type than it must.
    "bad_value",  # A field's text cannot be read as what it must be.
    "contradiction",  # Two names of one fact have different values.
]
"""Why bytes are malformed."""

UnauthenticReason: TypeAlias = Literal[
    "missing_header",  # A header that the scheme needs is not there.
    "bad_encoding",  # A header is there, but cannot be read.
    "wrong_key",  # The key id header is not ours.
    "wrong_signature",  # The signature is not that of any of our secrets.
    "stale",  # Signed too long ago.
    "future",  # Signed too far in the future.
    "unsupported",  # A scheme or algorithm that is not known.
]
"""Which check of a webhook failed."""

MisuseReason: TypeAlias = Literal[
    "missing",  # A needed value is absent or empty.
    "missing_secret",  # The secret that would verify a webhook is absent, so nothing can be verified.
    "invalid",  # The value is not of the form that is needed.
    "out_of_range",  # The value is below or above a limit.
    "too_long",  # The text has more characters or bytes, or the list more entries, than the limit.
    "control_character",  # The text holds a control character, which could break a header or a path.
    "unknown_name",  # No provider, option or command has this name.
    "repeated",  # The name is given more than once where one value is needed.
    "unsupported",  # This provider, or its dialect, has no such thing.
    "newer_version",  # The record was written by a newer release, whose meaning is not known here.
]
"""Why a call is a misuse."""

Category: TypeAlias = Literal[
    "authentication",  # The credentials are not accepted.
    "permission",  # The credentials do not allow this.
    "not_found",  # There is no such thing.
    "duplicate",  # It exists already.
    "invalid_request",  # The request is wrong.
    "rate_limited",  # Too many requests.
    "unavailable",  # Not now; try later.
    "internal",  # The provider's fault; what became of the request is unknown.
    "other",  # Anything else.
]
"""What kind of refusal it is."""

Verb: TypeAlias = Literal[
    "query",  # Ask for a payment by id or reference.
    "create",  # Make an order.
    "list",  # List payments, page by page.
    "command",  # Carry out a command of `Profile::commands`.
    "receive",  # Receive a signed webhook.
    "redirect",  # Read the URL that the payer came back to.
    "timeline",  # Ask for a payment's history.
    "authorize",  # Ask for an access token.
    "stream",  # Follow a live stream.
]
"""What can be asked of a provider, or read from it."""

OptionKind: TypeAlias = Literal[
    "credential",  # A key that requests carry.
    "verifying_secret",  # A secret that verifies webhooks; up to four may be given at a time, and the first one signs.
    "setting",  # A word, a number or a URL that is no secret.
]
"""What an option of an account is."""

Origin: TypeAlias = Literal[
    "documented",  # The provider's pages say so.
    "observed",  # Seen in the provider's published code or samples; its pages do not say so.
    "ours",  # Our choice on a point that the provider leaves open.
]
"""Whose fact it is."""

AnyStatus: TypeAlias = Status | RefundStatus | PayoutStatus | SettlementStatus | DepositStatus
"""The status of an observation, in the vocabulary of its subject."""
