//! What only Paydify has: bodies that every language escapes alike, words in any case of letters, rows and answers that
//! are looked through for one payment, and orders that name their own window.

mod support;

use chrono::{DateTime, Utc};
use paystate::{
    Account, HeaderPair, Json, Note, Order, Price, Response, State, Status, Subject, Target, Webhook, explain,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use support::{config, edited, edits, now, value};

const KEYS: [(&str, &str); 2] = [("api_key", "A14456006"), ("api_secret", "s3cr3t-1")];

/// The statuses behind the words, `FAILED` without a reason.
const WORDS: [(&str, Status); 5] = [
    ("INIT", Status::Pending),
    ("PENDING", Status::Processing),
    ("PAID", Status::Paid),
    ("FAILED", Status::Failed),
    ("REFUNDED", Status::Refunded),
];

fn account(dialect: &str) -> Account {
    let settings = [("dialect", dialect), ("webhook_path", "/hooks?shop=7")];
    Account::new("paydify", KEYS.into_iter().chain(settings)).expect("an account")
}

fn dialects() -> [Account; 2] {
    ["legacy", "current"].map(account)
}

fn answer(data: &Value) -> String {
    json!({"code": "SYS_SUCCESS", "data": data, "success": true}).to_string()
}

/// `word`, with capitals where `capitals` says so.
fn in_case(word: &str, capitals: u32) -> String {
    let letters = word.chars().enumerate();
    let cased = |(at, c): (usize, char)| {
        if capitals >> at & 1 == 1 { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
    };
    letters.map(cased).collect()
}

/// Texts with much in them that languages escape differently.
fn awkward() -> impl Strategy<Value = String> {
    let awkward = "[<>&='\"\\\\/a-z \u{7f}\u{80}é订\u{2028}\u{2029}\u{ffff}\u{1f600}]{1,20}";
    prop_oneof![3 => awkward, 1 => "\\PC{1,20}"]
}

proptest! {
    #![proptest_config(config(400))]

    /// Node, Go, Gson and Python write different objects around a body that holds one of these characters, so none may;
    /// and what the body says must be what was asked.
    #[test]
    fn every_language_writes_the_same_object_around_a_body(
        reference in awkward(), text in awkward(), extra in value(), network in option::of(awkward()),
    ) {
        let reference = format!("r{}", reference.replace('\u{7f}', ""));
        let own = json!({
            "notificationUrl": format!("https://m.example/cb?a=1&b={text}"), "txnTitle": text, "deep": {"x": extra},
        });
        let order = Order {
            network: network.clone(),
            metadata: Some(Json::object([(text.as_str(), reference.as_str())])),
            extra: Some(own.to_string().parse().expect("JSON")),
            ..Order::new(reference.clone(), Price::new("1.23", "USDT"))
        };
        let target = Target { subject: Subject::Refund, ..Target::reference(reference.clone()) };
        let fields = json!({"paymentTxnId": text, "txnHash": text, "type": "MERCHANT", "deep": {"x": extra}});
        let fields: Json = fields.to_string().parse().expect("JSON");
        for account in dialects() {
            let created = account.create(&order, now()).expect("an order");
            let refund = account.command("refund", &target, &fields, now());
            let asked = account.query(&target, now()).expect("a question");
            for request in [&created, &asked].into_iter().chain(refund.as_ref()) {
                let body = request.body().expect("a body");
                let is_plain = |byte: u8| (b' '..0x7f).contains(&byte) && !b"<>&='".contains(&byte);
                prop_assert!(body.bytes().all(is_plain), "{body}");
            }
            let said: Value = serde_json::from_str(created.body().expect("a body")).expect("JSON");
            prop_assert_eq!(&said["mchTxnId"], &reference);
            prop_assert_eq!(said["payMethod2"].as_str(), network.as_deref());
            for name in ["notificationUrl", "txnTitle", "deep"] {
                prop_assert_eq!(&said[name], &own[name]);
            }
            let metadata = said["mchExtInfo"].as_str().expect("a text");
            prop_assert_eq!(serde_json::from_str::<Value>(metadata).expect("JSON"), json!({text.as_str(): reference}));
        }
    }

    #[test]
    fn a_word_means_the_same_in_any_case_of_letters(
        (word, status) in select(&WORDS[..]), capitals: u32, more in option::of("[A-Za-zıſ\u{212a}é ]"),
    ) {
        let word = in_case(word, capitals) + more.as_deref().unwrap_or_default();
        let expected = Some(State::Payment(status)).filter(|_| more.is_none());
        prop_assert_eq!(explain("paydify", Subject::Payment, &word).expect("a provider").status, expected);
        let row = json!({"txnId": "P1", "state": word});
        for account in dialects() {
            let body = answer(&row);
            let response = Response::new(200, &[], body.as_bytes());
            let seen = account.parse(&Target::id("P1"), &response, now()).expect("an answer");
            prop_assert_eq!((seen.state, seen.native.as_deref()), (expected, Some(word.as_str())));
            let body = row.to_string();
            let signed = account.sign_webhook(body.as_bytes(), now()).expect("a signature");
            let headers = signed.header_pairs();
            let receipt = account.receive(&Webhook::new(&headers, body.as_bytes()), now()).expect("a webhook");
            prop_assert_eq!(receipt.observations[0].state, expected);
            prop_assert_eq!(receipt.event_id, format!("P1:{}", word.to_ascii_lowercase()));
        }
    }

    /// However many payments an answer tells of, and in whatever order: it is read for the one that was asked for.
    #[test]
    fn an_answer_is_read_for_the_payment_that_was_asked_for(
        ids in vec(0..6_u8, 0..8), wanted in 0..6_u8, by_reference: bool,
    ) {
        let rows = ids.iter().enumerate().map(|(at, id)| {
            json!({"txnId": format!("P{id}"), "mchTxnId": format!("m-{id}"), "state": "PAID", "paidAmount": at.to_string()})
        });
        let body = answer(&rows.collect());
        let target = if by_reference { Target::reference(format!("m-{wanted}")) } else { Target::id(format!("P{wanted}")) };
        for account in dialects() {
            let read = account.parse(&target, &Response::new(200, &[], body.as_bytes()), now());
            match ids.iter().position(|id| *id == wanted) {
                Some(first) => {
                    let seen = read.expect("a row");
                    prop_assert_eq!(seen.id, Some(format!("P{wanted}")));
                    prop_assert_eq!(seen.received.expect("a sum").value, first.into());
                }
                None => prop_assert_eq!(read.unwrap_err().refused().expect("a refusal").category.as_str(), "not_found"),
            }
        }
    }

    /// A broken answer is never taken for the one that was signed.
    #[test]
    fn a_changed_answer_is_noted(edits in edits(), subject in select(vec![Subject::Payment, Subject::Refund])) {
        let body = answer(&json!([{"txnId": "P1", "refundTxnId": "P1", "state": "PENDING", "txnAmount": "1.23"}]));
        let changed = edited(body.clone().into_bytes(), &edits);
        for account in dialects() {
            let target = Target { subject, ..Target::id("P1") };
            let headers = signed_answer(&account, &body, subject);
            let pairs: Vec<HeaderPair<'_>> =
                headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect();
            let read = |body: &[u8]| account.parse(&target, &Response::new(200, &pairs, body), now());
            let seen = read(body.as_bytes()).expect("an answer");
            prop_assert!(!seen.notes.contains(Note::ResponseSignatureMismatch));
            if let Ok(seen) = read(&changed) {
                let noted = seen.notes.contains(Note::ResponseSignatureMismatch);
                prop_assert_eq!(noted, changed != body.as_bytes());
            }
        }
    }
}

/// The headers of an answer: a webhook that comes to the path of the question is signed alike.
fn signed_answer(account: &Account, body: &str, subject: Subject) -> Vec<(String, String)> {
    let asked = account.query(&Target { subject, ..Target::id("P1") }, now()).expect("a request");
    let path = &asked.url()[asked.url().find("/payment/").or(asked.url().find("/payin/")).expect("a path")..];
    let signer =
        Account::new("paydify", KEYS.into_iter().chain([("webhook_path", path)])).expect("an account");
    let signed = signer.sign_webhook(body.as_bytes(), now()).expect("a signature");
    signed.headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[test]
fn an_order_may_name_its_own_window() {
    let created: DateTime<Utc> = now();
    let ends = |extra: Option<&str>| {
        let extra = extra.map(|extra| extra.parse().expect("JSON"));
        let order = Order { extra, ..Order::new("m-1", Price::new("5", "USDT")) };
        let payment = account("legacy").open_order(&order, created)?;
        assert_eq!(payment.window_ends_at, payment.grace_ends_at, "there is no grace");
        Ok::<_, paystate::Error>((payment.window_ends_at.expect("an end") - created).num_seconds())
    };
    assert_eq!(ends(None), Ok(1800));
    assert_eq!(ends(Some(r#"{"lifetime":300000}"#)), Ok(300));
    assert_eq!(ends(Some(r#"{"lifetime":0}"#)), Ok(0));
    assert_eq!(ends(Some(r#"{"lifetime":"300000"}"#)), Ok(1800), "it is refused when the order is made");
    let beyond = ends(Some(r#"{"lifetime":18446744073709551615}"#)).unwrap_err();
    assert_eq!(beyond.field(), Some("window_s"));
}

#[test]
fn neither_keys_nor_signatures_print() {
    for account in dialects() {
        let request = account.query(&Target::id("P1"), now()).expect("a request");
        let signature = request.headers().find(|(name, _)| *name == "x-api-signature").expect("a signature");
        let printed = format!("{account:?} {request:?}");
        for secret in ["A14456006", "s3cr3t", signature.1] {
            assert!(!printed.contains(secret), "{printed}");
        }
        assert!(printed.contains("1737369360000"), "the time may be seen: {printed}");
    }
}
