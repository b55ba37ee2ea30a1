//! The words of the core as UniFFI mirrors. Printed by `make tables` from the core; not written by hand.

use paystate::{
    Action, Category, DepositStatus, Kind, MalformedReason, MisuseReason, Note, Origin, PayoutStatus, Phase, RefundStatus, SettlementStatus, Source, Stage, Status, Step, Subject, UnauthenticReason, Verb, Verdict, Why,
};

uniffi::custom_type!(MalformedReason, String, {
    remote,
    lower: |word| word.as_str().to_owned(),
    try_lift: |word| Ok(word.parse()?),
});

uniffi::custom_type!(UnauthenticReason, String, {
    remote,
    lower: |word| word.as_str().to_owned(),
    try_lift: |word| Ok(word.parse()?),
});

/// The kind of a refusal: the provider's own code decides first, then the HTTP status.
#[uniffi::remote(Enum)]
pub enum Category {
    /// The credentials are not accepted.
    Authentication,
    /// The credentials do not allow this.
    Permission,
    /// There is no such thing.
    NotFound,
    /// It exists already.
    Duplicate,
    /// The request is wrong.
    InvalidRequest,
    /// Too many requests.
    RateLimited,
    /// Not now; try later.
    Unavailable,
    /// The provider's fault; what became of the request is unknown.
    Internal,
    /// Anything else.
    Other,
}

uniffi::custom_type!(MisuseReason, String, {
    remote,
    lower: |word| word.as_str().to_owned(),
    try_lift: |word| Ok(word.parse()?),
});

/// How an observed status relates to the recorded one: a cell of the grid.
#[uniffi::remote(Enum)]
pub enum Step {
    /// Forward, or a better word for a lost payment.
    Advance,
    /// Money after we gave up.
    Late,
    /// The same status again.
    Repeat,
    /// An earlier state, delivered late.
    Stale,
    /// An earlier state that only a query may bring back.
    Revert,
    /// Both cannot be true.
    Conflict,
    /// A word without a canonical status.
    Unknown,
    /// The observation is not about a payment.
    Aside,
}

/// What the merchant does now. `fulfill`, `release` and `reverse` are each given at most once for a stored record.
#[uniffi::remote(Enum)]
pub enum Action {
    /// Nothing yet; ask again at `poll_at`.
    Wait,
    /// Hand over what was bought.
    Fulfill,
    /// Give back what was reserved for the order; it is not going to be fulfilled.
    Release,
    /// Take back what was handed over: the money went back.
    Reverse,
    /// A person decides; see `Progress::why`, then `Payment::settle`.
    Escalate,
    /// Nothing, and nothing is expected.
    Rest,
}

/// What came, compared with what was asked.
#[uniffi::remote(Enum)]
pub enum Verdict {
    /// Exactly what was asked.
    Match,
    /// Less than was asked.
    Under,
    /// More than was asked.
    Over,
    /// Another currency than was asked.
    OtherCurrency,
    /// Another payment: its reference, id or provider differs.
    OtherPayment,
    /// Nothing was asked, or the observation names no sum.
    Unchecked,
}

/// Why an action was given, in a word; `Why::sentence` says it for a person.
#[uniffi::remote(Enum)]
pub enum Why {
    /// Not about a payment.
    AnotherSubject,
    /// Unsigned.
    Unsigned,
    /// Another payment.
    AnotherPayment,
    /// Both cannot be true.
    Contradiction,
    /// A word that no table has.
    UnknownWord,
    /// Only a query may go back.
    QueryDecides,
    /// A short payment became whole.
    ToppedUp,
    /// Nothing new.
    NothingNew,
    /// Older than the record.
    Outdated,
    /// Not decided yet.
    StillOpen,
    /// Lost, and yet money moves.
    MovesAgain,
    /// The money did not come.
    NotPaid,
    /// Lost already, with a better word.
    BetterWord,
    /// Lost again after a release or a fulfillment.
    LostAgain,
    /// The money came.
    Paid,
    /// The money came, but not as asked.
    PaidOtherwise,
    /// The money came after the order was released.
    PaidAfterRelease,
    /// The money came, and the order was fulfilled before.
    PaidAgain,
    /// The money goes back from an order that was fulfilled.
    MoneyGoesBack,
    /// The money goes back, and goods were never handed over.
    NeverFulfilled,
    /// The money goes back a second time, or after the order was settled.
    GoesBackAgain,
    /// A refund goes on as it should.
    RefundGoesOn,
}

/// How an observation came to us.
#[uniffi::remote(Enum)]
pub enum Source {
    /// The answer to a question of ours. Only it may bring an earlier state back.
    Query,
    /// A verified webhook.
    Webhook,
    /// A frame of a live stream.
    Stream,
    /// A row of a list.
    List,
    /// An event of a timeline.
    Timeline,
    /// The payer's browser. Unsigned: it records nothing and only makes us ask.
    Redirect,
}

uniffi::custom_type!(Note, String, {
    remote,
    lower: |word| word.as_str().to_owned(),
    try_lift: |word| Ok(word.parse()?),
});

/// Whose fact it is.
#[uniffi::remote(Enum)]
pub enum Origin {
    /// The provider's pages say so.
    Documented,
    /// Seen in the provider's published code or samples; its pages do not say so.
    Observed,
    /// Our choice on a point that the provider leaves open.
    Ours,
}

/// What an option of an account is.
#[uniffi::remote(Enum)]
pub enum Kind {
    /// A key that requests carry.
    Credential,
    /// A secret that verifies webhooks; up to four may be given at a time, and the first one signs.
    VerifyingSecret,
    /// A word, a number or a URL that is no secret.
    Setting,
}

/// Something that can be asked of a provider, or read from it.
#[uniffi::remote(Enum)]
pub enum Verb {
    /// Ask for a payment by id or reference.
    Query,
    /// Make an order.
    Create,
    /// List payments, page by page.
    List,
    /// Carry out a command of `Profile::commands`.
    Command,
    /// Receive a signed webhook.
    Receive,
    /// Read the URL that the payer came back to.
    Redirect,
    /// Ask for a payment's history.
    Timeline,
    /// Ask for an access token.
    Authorize,
    /// Follow a live stream.
    Stream,
}

/// Where a moment lies in a payment's time.
#[uniffi::remote(Enum)]
pub enum Stage {
    /// Before the payment window ends; before the payment was created, too.
    Window,
    /// The window has ended, and the provider still waits for confirmations.
    Grace,
    /// The grace period has ended. The payment has not: only the provider ends it.
    Overdue,
}

/// The state of a payment. The order of declaration is the rank, lowest first: any source but a
/// query can only raise it.
#[uniffi::remote(Enum)]
pub enum Status {
    /// Asked for; no money has moved.
    Pending,
    /// Money moves, but has not arrived.
    Processing,
    /// Money is held on the payer's card.
    Authorized,
    /// Some of the money is here.
    PartiallyPaid,
    /// The provider stopped waiting.
    Expired,
    /// The attempt failed.
    Failed,
    /// Somebody called it off.
    Cancelled,
    /// The money is here.
    Paid,
    /// The money is going back.
    Refunding,
    /// The money went back.
    Refunded,
    /// The payer's bank took the money back.
    ChargedBack,
}

/// What a `Status` means for the order behind the payment.
#[uniffi::remote(Enum)]
pub enum Phase {
    /// Undecided: keep asking.
    Open,
    /// The money did not come.
    Lost,
    /// The money is here.
    Won,
    /// The money went, or is going, back.
    Reversed,
}

/// What an observation is about. Each subject has a vocabulary of its own, so that a settled
/// refund can never pay a charge.
#[uniffi::remote(Enum)]
pub enum Subject {
    /// A payment: the only subject with a lifecycle.
    Payment,
    /// Money on its way back to a payer.
    Refund,
    /// Money sent out by the merchant.
    Payout,
    /// Money that came without an order.
    Deposit,
    /// Money handed by the provider to the merchant.
    Settlement,
    /// Something else.
    Other,
}

/// The state of a refund.
#[uniffi::remote(Enum)]
pub enum RefundStatus {
    /// Asked for, not done.
    Pending,
    /// The money went back.
    Succeeded,
    /// The refund did not happen.
    Failed,
}

/// The state of a payout.
#[uniffi::remote(Enum)]
pub enum PayoutStatus {
    /// Asked for, not done.
    Pending,
    /// The money was sent; it may still be returned.
    Paid,
    /// Refused before it was tried.
    Rejected,
    /// Tried in vain.
    Failed,
}

/// The state of a settlement.
#[uniffi::remote(Enum)]
pub enum SettlementStatus {
    /// On its way.
    Pending,
    /// The merchant has the money.
    Succeeded,
    /// It did not arrive.
    Failed,
}

/// The state of a deposit.
#[uniffi::remote(Enum)]
pub enum DepositStatus {
    /// Seen, not yet certain.
    Detected,
    /// Certain.
    Credited,
}
