// Printed from the Rust crate by `make tables`. Do not edit.
'use strict';

const STATUSES = ['pending', 'processing', 'authorized', 'partially_paid', 'expired', 'failed', 'cancelled', 'paid', 'refunding', 'refunded', 'charged_back'];
const REFUND_STATUSES = ['pending', 'succeeded', 'failed'];
const PAYOUT_STATUSES = ['pending', 'paid', 'rejected', 'failed'];
const SETTLEMENT_STATUSES = ['pending', 'succeeded', 'failed'];
const DEPOSIT_STATUSES = ['detected', 'credited'];
const SUBJECTS = ['payment', 'refund', 'payout', 'deposit', 'settlement', 'other'];
const SOURCES = ['query', 'webhook', 'stream', 'list', 'timeline', 'redirect'];
const NOTES = ['unknown_status', 'event_status_mismatch', 'code_status_mismatch', 'header_body_mismatch', 'status_from_event', 'local_time', 'bad_time', 'unsigned', 'reconcile', 'response_signature_mismatch', 'unknown_currency'];
const STEPS = ['advance', 'late', 'repeat', 'stale', 'revert', 'conflict', 'unknown', 'aside'];
const VERDICTS = ['match', 'under', 'over', 'other_currency', 'other_payment', 'unchecked'];
const ACTIONS = ['wait', 'fulfill', 'release', 'reverse', 'escalate', 'rest'];
const WHYS = ['another_subject', 'unsigned', 'another_payment', 'contradiction', 'unknown_word', 'query_decides', 'topped_up', 'nothing_new', 'outdated', 'still_open', 'moves_again', 'not_paid', 'better_word', 'lost_again', 'paid', 'paid_otherwise', 'paid_after_release', 'paid_again', 'money_goes_back', 'never_fulfilled', 'goes_back_again', 'refund_goes_on'];
const SENTENCES = ['The message is about a refund, payout, deposit or settlement, not about the payment itself.', 'A redirect is unsigned and proves nothing, so the provider is asked.', 'The message belongs to another payment; nothing of it was recorded.', 'The provider says the opposite of what it said before; both cannot be true.', 'The provider used a status word that is not known; it is asked again and nothing is decided.', 'The message tells of an earlier state; only an answer to a query may bring that back.', 'The payment was short and is now complete.', 'The provider repeats what is known.', 'The message is older than what is known; it was delivered late.', 'The payment is not decided yet.', 'The payment was given up, and now money moves again.', 'The money did not come; what was reserved can be released.', 'The payment was lost already; the provider now says more exactly how.', 'The payment is lost, but the order was already released or fulfilled.', 'The money is here.', 'The money is here, but not the sum or the currency that was asked.', 'The money came after the order was released.', 'The money is here, and the order was already fulfilled before.', 'The money goes back to the payer, and the order was fulfilled.', 'The money goes back to the payer, and the order was never fulfilled.', 'The money goes back to the payer, and the order was already settled before.', 'The refund that is under way goes on.'];
const STAGES = ['window', 'grace', 'overdue'];
const TEXTS = ['id', 'reference', 'native', 'transaction', 'network', 'address', 'link', 'payer', 'failure'];
const SUMS = ['amount', 'received', 'refunded', 'fee'];
const TIMES = ['created_at', 'expires_at', 'window_ends_at', 'grace_ends_at', 'completed_at'];

// A row of cells.
const ESCAPED = 2147483648;
const WIDE = 1073741824;
const KNOWN = 2147483648;
const ABSENT_TIME = 2147483648;
const READING_CELLS = 63;
const CELL_SUBJECT = 0;
const CELL_STATE = 1;
const CELL_SOURCE = 2;
const CELL_NOTES = 3;
const CELL_OBJECT = 4;
const CELL_CONFIRMATIONS = 6;
const CELL_CURRENCY = 9;
const CELL_TEXTS = 11;
const CELL_SUMS = 29;
const CELL_TIMES = 53;
const RECEIPT_EVENT_ID = 0;
const RECEIPT_KIND = 2;

// bindings-node/src/desk.rs
const WORD_BYTES = 8192;
const TEXT_BYTES = 24576;
const BODY_BYTES = 65536;
const NOW = 0;
const ACCOUNT = 2;
const HTTP_STATUS = 3;
const BODY_LEN = 4;
const TEXT_LEN = 5;
const TARGET_SUBJECT = 6;
const TARGET_ID = 7;
const TARGET_REFERENCE = 8;
const PATH = 9;
const HEADERS = 10;
const LARGE = 11;
const ROW_AT = 13;
const TURN = 12;
const ABSENT = 0xffff_ffff;
const REPLY = 17;
const RECEIPT = 18;
const COUNT = 22;
const ROWS = 32;
const MOST_ROWS = 24;
const ROW_WORDS = READING_CELLS + 1;

// bindings-node/src/judge.rs
const STATUS = 16;
const LATCHES = 17;
const RECORD = 18;
const SEEN_SUBJECT = 32;
const SEEN_STATE = 33;
const SEEN_SOURCE = 34;
const SEEN = 35;
const SEEN_SUMS = 40;
const SEEN_TIMES = 48;
const NOT_BEFORE = 54;
const NEW_STATUS = 64;
const NEW_LATCHES = 65;
const OUTCOME = 66;
const HELD = 70;
const NEW = 72;
const POLL_AT = 84;
const STAGE = 86;
const EXHAUSTED = 87;
const TIME_LEFT = 88;
const GIVE_UP_AT = 90;
const ENDS = 92;
const RECORD_TEXTS = ['provider', 'id', 'reference', 'native', 'created_at', 'window_ends_at', 'grace_ends_at', 'changed_at', 'asked.amount', 'asked.currency', 'asked.reference', 'held.value', 'held.currency'];
const SEEN_TEXTS = ['provider', 'id', 'reference', 'native', 'currency'];
const NEW_TEXTS = ['id', 'reference', 'native', 'created_at', 'window_ends_at', 'grace_ends_at', 'changed_at', 'held.value', 'held.currency'];

const packRecordTexts = (pack, at, record, asked, held) =>
  pack(at + 0, record.provider) &&
  pack(at + 1, record.id) &&
  pack(at + 2, record.reference) &&
  pack(at + 3, record.native) &&
  pack(at + 4, record.created_at) &&
  pack(at + 5, record.window_ends_at) &&
  pack(at + 6, record.grace_ends_at) &&
  pack(at + 7, record.changed_at) &&
  pack(at + 8, asked.amount) &&
  pack(at + 9, asked.currency) &&
  pack(at + 10, asked.reference) &&
  pack(at + 11, held.value) &&
  pack(at + 12, held.currency);

module.exports = {
  STATUSES,
  REFUND_STATUSES,
  PAYOUT_STATUSES,
  SETTLEMENT_STATUSES,
  DEPOSIT_STATUSES,
  SUBJECTS,
  SOURCES,
  NOTES,
  STEPS,
  VERDICTS,
  ACTIONS,
  WHYS,
  SENTENCES,
  STAGES,
  TEXTS,
  SUMS,
  TIMES,
  ESCAPED,
  WIDE,
  KNOWN,
  ABSENT_TIME,
  READING_CELLS,
  CELL_SUBJECT,
  CELL_STATE,
  CELL_SOURCE,
  CELL_NOTES,
  CELL_OBJECT,
  CELL_CONFIRMATIONS,
  CELL_CURRENCY,
  CELL_TEXTS,
  CELL_SUMS,
  CELL_TIMES,
  RECEIPT_EVENT_ID,
  RECEIPT_KIND,
  WORD_BYTES,
  TEXT_BYTES,
  BODY_BYTES,
  NOW,
  ACCOUNT,
  HTTP_STATUS,
  BODY_LEN,
  TEXT_LEN,
  TARGET_SUBJECT,
  TARGET_ID,
  TARGET_REFERENCE,
  PATH,
  HEADERS,
  LARGE,
  ROW_AT,
  TURN,
  ABSENT,
  REPLY,
  RECEIPT,
  COUNT,
  ROWS,
  MOST_ROWS,
  ROW_WORDS,
  STATUS,
  LATCHES,
  RECORD,
  SEEN_SUBJECT,
  SEEN_STATE,
  SEEN_SOURCE,
  SEEN,
  SEEN_SUMS,
  SEEN_TIMES,
  NOT_BEFORE,
  NEW_STATUS,
  NEW_LATCHES,
  OUTCOME,
  HELD,
  NEW,
  POLL_AT,
  STAGE,
  EXHAUSTED,
  TIME_LEFT,
  GIVE_UP_AT,
  ENDS,
  RECORD_TEXTS,
  SEEN_TEXTS,
  NEW_TEXTS,
  packRecordTexts,
};
