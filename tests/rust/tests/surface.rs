//! The public surface as a caller meets it: JSON forms, texts of errors, what prints and what does not, and opening a
//! record. What the vectors say of a verb is not said again here.

use chrono::{DateTime, Utc};
use paystate::{
    Account, Action, Asked, Category, Error, ErrorKind, Extra, Json, Kind, Listing, Money, Note, Observation,
    Order, Payment, Phase, Price, Response, Source, State, Status, Step, Stream, StreamEvent, Subject,
    Target, Timeline, Token, Verdict, Webhook, Why, Window, explain, providers,
};
use rust_decimal::Decimal;
use serde_json::{Value, json};

const ANSWER: &[u8] = br#"{"orderId":"o-1","orderReference":"R-1","status":"completed","amount":"10.50",
    "currency":"USDT","chainId":"tron-nile","address":"T1","txHash":"0x1","confirmations":3,"url":"https://pay.example/1",
    "confirmedReceived":"10.50","createdAt":"2025-01-20T10:30:00Z","expiresAt":"2025-01-20T10:40:00Z",
    "completedAt":"2025-01-20T10:35:00.250Z","protocol":"evm"}"#;

fn now() -> DateTime<Utc> {
    "2025-01-20T10:36:00.123456Z".parse().expect("an instant")
}

fn account() -> Account {
    Account::new("payin", [("api_key", "pk-secret"), ("webhook_secret", "whsec-secret")]).expect("an account")
}

fn seen() -> Observation {
    account().parse(&Target::id("o-1"), &Response::new(200, &[], ANSWER), now()).expect("an answer")
}

fn to_json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).expect("serializable")
}

#[test]
fn an_observation_has_one_json_form() {
    assert_eq!(
        to_json(&seen()),
        json!({
            "provider": "payin",
            "subject": "payment",
            "id": "o-1",
            "reference": "R-1",
            "native": "completed",
            "status": "paid",
            "amount": {"value": "10.50", "currency": "USDT"},
            "received": {"value": "10.50", "currency": "USDT"},
            "transaction": "0x1",
            "confirmations": 3,
            "network": "tron-nile",
            "address": "T1",
            "link": "https://pay.example/1",
            "created_at": "2025-01-20T10:30:00.000Z",
            "expires_at": "2025-01-20T10:40:00.000Z",
            "window_ends_at": "2025-01-20T10:40:00.000Z",
            "completed_at": "2025-01-20T10:35:00.250Z",
            "extra": {"protocol": "evm"},
            "source": "query",
            "notes": [],
        })
    );
}

#[test]
fn what_is_asked_with_survives_json() {
    let order = Order {
        network: Some("tron-nile".to_owned()),
        metadata: Some(Json::object([("b", "1"), ("a", "\"2\"")])),
        extra: Some("{\"fee\": 1.10}".parse().expect("JSON")),
        success_url: Some("https://shop.example/ok".to_owned()),
        ..Order::new("R-1", Price::new("100.00", "USDT"))
    };
    let text = serde_json::to_string(&order).expect("serializable");
    assert!(text.contains(r#""metadata":{"b":"1","a":"\"2\""}"#) && text.contains("1.10"), "{text}");
    assert_eq!(serde_json::from_str::<Order>(&text).expect("the same"), order);
    assert_eq!(Target::from(&order), Target::reference("R-1"));

    let listing = Listing { page: Some(2), created_from: Some(now()), ..Listing::default() };
    let stored = to_json(&listing);
    assert_eq!(stored, json!({"page": 2, "created_from": "2025-01-20T10:36:00.123Z"}));
    let read: Listing = serde_json::from_value(stored).expect("a listing");
    assert_eq!((read.page, read.created_to), (Some(2), None));
    assert!(serde_json::from_value::<Listing>(json!({"created_from": "yesterday"})).is_err());

    let target: Target = serde_json::from_value(json!({"id": "o-1"})).expect("a target");
    assert_eq!(target, Target::id("o-1"));
    assert_eq!(to_json(&target), json!({"subject": "payment", "id": "o-1"}));
    assert!(serde_json::from_value::<Target>(json!({"subject": "planet"})).is_err());

    let money: Money = serde_json::from_value(json!({"value": "1e2"})).expect("a sum");
    assert_eq!((money.value, money.currency), (100.into(), None));
    assert!(serde_json::from_value::<Money>(json!({"value": "ten"})).is_err());
}

#[test]
fn a_record_is_read_by_serde_as_it_is_by_itself() {
    let payment = account().open_seen(&seen(), now()).expect("a record");
    let text = payment.to_json();
    assert_eq!(serde_json::from_str::<Payment>(&text).expect("a record"), payment);
    assert_eq!(to_json(&payment), serde_json::from_str::<Value>(&text).expect("JSON"));
    assert!(serde_json::from_str::<Payment>(r#"{"v":1,"status":"pending","status":"paid"}"#).is_err());
    let kept = Payment::from_json(r#"{"v":1,"status":"paid","fee": 1.10 }"#).expect("a record").to_json();
    assert!(kept.ends_with(r#""fee":1.10}"#), "digit for digit: {kept}");
}

#[test]
fn a_record_is_opened_from_an_order_or_from_what_was_seen() {
    let account = account();
    let order = Order::new("R-1", Price::new("100.00", "USDT"));
    let opened = account.open_order(&order, now()).expect("a record");
    assert_eq!((opened.status, opened.provider.as_deref()), (Status::Pending, Some("payin")));
    assert_eq!(opened.created_at, Some("2025-01-20T10:36:00.123Z".parse().expect("an instant")));
    assert_eq!(opened.grace_ends_at, Some("2025-01-20T10:51:00.123Z".parse().expect("an instant")));
    assert_eq!(Target::from(&opened), Target::reference("R-1"));

    let opened = account.open_seen(&seen(), now()).expect("a record");
    assert_eq!(opened.window_ends_at, seen().window_ends_at);
    assert_eq!(opened.grace_ends_at, Some("2025-01-20T10:45:00Z".parse().expect("an instant")));
    let asked = opened.asked.as_ref().expect("what was asked");
    assert_eq!((asked.amount.to_string(), asked.currency.as_str()), ("10.50".to_owned(), "USDT"));
    let target = Target { id: Some("o-1".to_owned()), ..Target::reference("R-1") };
    assert_eq!(Target::from(&opened), target);
    let progress = opened.advance(&seen(), now());
    assert_eq!(
        (progress.step, progress.verdict, progress.action),
        (Step::Advance, Verdict::Match, Action::Fulfill)
    );
    assert_eq!((progress.why, progress.poll_at), (Why::Paid, None));

    let field = |result: Result<Payment, Error>| result.expect_err("misuse").field().map(str::to_owned);
    assert_eq!(field(account.open_order(&Order::default(), now())).as_deref(), Some("amount"));
    let order = Order::new("R-1", Price::new("ten", "USDT"));
    assert_eq!(field(account.open_order(&order, now())).as_deref(), Some("amount"));
    let refund = Observation::new(Subject::Refund, Source::Query);
    assert_eq!(field(account.open_seen(&refund, now())).as_deref(), Some("subject"));
    let late = "9999-12-31T23:59:00Z".parse().expect("an instant");
    let order = Order::new("R-1", Price::new("1", "USDT"));
    assert_eq!(field(account.open_order(&order, late)).as_deref(), Some("window_s"));
}

#[test]
fn a_record_learns_what_it_did_not_know() {
    let account = account();
    let order = Order::new("R-1", Price::new("10.50", "USDT"));
    let opened = account.open_order(&order, now()).expect("a record");
    let body = br#"{"orderId":"o-1","status":"pending"}"#;
    let pending =
        account.parse(&Target::from(&order), &Response::new(200, &[], body), now()).expect("an answer");
    let progress = opened.advance(&pending, now());
    assert_eq!(progress.step, Step::Repeat);
    assert_eq!(progress.payment.id.as_deref(), Some("o-1"));
    assert_eq!(progress.payment.created_at, Some("2025-01-20T10:36:00.123Z".parse().expect("an instant")));
}

#[test]
fn money_of_a_lost_payment_is_told_until_it_is_answered() {
    let mut payment = Payment::new(Status::Pending);
    payment.asked = Some(Asked::new(100.into(), "USDT"));
    let see = |status, sum: Option<i64>| {
        let mut seen = Observation::new(Subject::Payment, Source::Webhook);
        seen.state = Some(State::Payment(status));
        seen.received = sum.map(|sum| Money::new(sum.into(), "USDT"));
        seen
    };
    let advance = |payment: Payment, seen: &Observation| payment.advance(seen, now());
    let partial = advance(payment, &see(Status::PartiallyPaid, Some(40)));
    assert_eq!((partial.held, partial.action), (None, Action::Wait));
    let more = advance(partial.payment, &see(Status::PartiallyPaid, Some(60)));
    assert_eq!(more.step, Step::Repeat);
    let mut same = see(Status::PartiallyPaid, None);
    same.received = Some(Money::new(Decimal::new(6000, 2), "USDT"));
    let same = advance(more.payment, &same);
    let kept = same.payment.held.as_ref().map(|held| held.value.to_string());
    assert_eq!(kept.as_deref(), Some("60"), "60.00 is not more");
    let less = advance(same.payment, &see(Status::PartiallyPaid, Some(50)));
    let expired = advance(less.payment, &see(Status::Expired, None));
    assert_eq!((expired.action, expired.held), (Action::Release, Some(Money::new(60.into(), "USDT"))));
    let stored = Payment::from_json(&expired.payment.to_json()).expect("a record");
    assert_eq!(stored.held, Some(Money::new(60.into(), "USDT")));
    let late = advance(stored, &see(Status::Paid, Some(100)));
    assert_eq!((late.action, late.why), (Action::Escalate, Why::PaidAfterRelease));
    assert_eq!(late.held, Some(Money::new(100.into(), "USDT")));
    let settled = late.payment.settle(true, false, false);
    assert_eq!(settled.held, None);
    let back = advance(settled, &see(Status::Refunded, None));
    assert_eq!((back.action, back.held), (Action::Reverse, None));
}

#[test]
fn each_latch_is_set_by_itself_and_never_clears() {
    for latch in 0..3 {
        let set = [0, 1, 2].map(|n| n == latch);
        let payment = Payment::new(Status::Paid).settle(set[0], set[1], set[2]).settle(false, false, false);
        assert_eq!([payment.fulfilled, payment.released, payment.reversed], set);
    }
}

#[test]
fn errors_say_what_is_wrong_and_nothing_of_the_payer() {
    let account = account();
    let parse = |status, body: &[u8]| {
        account.parse(&Target::id("o"), &Response::new(status, &[], body), now()).expect_err("an error")
    };
    let text = |error: &Error| error.to_string();
    let malformed = parse(200, br#"{"status":"pending","amount":"secret-sum"}"#);
    assert_eq!(text(&malformed), "malformed: bad_value in `amount` at byte 30");
    assert_eq!(
        (malformed.kind(), malformed.refused(), malformed.retryable()),
        (ErrorKind::Malformed, None, false)
    );
    let deep = parse(200, "[".repeat(200).as_bytes());
    assert_eq!(text(&deep), "malformed: too_deep at byte 128 (limit 128)");
    assert_eq!(deep.limit(), Some(128));
    let refused = parse(404, b"");
    assert_eq!(text(&refused), "refused: not_found (HTTP 404)");
    assert_eq!(
        (refused.kind(), refused.reason(), refused.field(), refused.limit()),
        (ErrorKind::Refused, None, None, None)
    );
    assert_eq!(refused.refused().map(|refused| refused.category), Some(Category::NotFound));
    let created = account.parse_created(&Target::reference("R"), &Response::new(500, &[], b""), now());
    assert_eq!(
        text(&created.expect_err("refused")),
        "refused: internal (HTTP 500); the outcome is unknown, query by reference first"
    );
    let unauthentic = account.receive(&Webhook::new(&[], b"{}"), now()).expect_err("unauthentic");
    assert_eq!(text(&unauthentic), "unauthentic: missing_header");
    assert_eq!(
        (unauthentic.reason(), unauthentic.field(), unauthentic.limit()),
        (Some("missing_header"), None, None)
    );
    let Error::Unauthentic(failed) = unauthentic else { panic!("unauthentic") };
    assert_eq!((failed.reply.status, failed.reply.body), (401, "unauthorized"));
    let misuse = Account::new("payin", [("dialect", "x")]).expect_err("misuse");
    assert_eq!(text(&misuse), "misuse: `dialect`: invalid; expected one of `reference`, `server`");
    for (limit, passed) in [(0, 1), (101, 100)] {
        let listing = Listing { limit: Some(limit), ..Listing::default() };
        let misuse = account.list(&listing, now()).expect_err("misuse");
        assert_eq!(text(&misuse), format!("misuse: `limit`: out_of_range (limit {passed})"));
    }
    for status in [400, 401, 403, 404, 409, 418, 422, 429, 500, 501, 599, 302] {
        assert_eq!(parse(status, b"{").refused().map(|r| r.category), Some(Category::of_http(status)));
    }
}

#[test]
fn a_sum_that_cannot_be_asked_for_names_the_limit_that_it_passes() {
    let cases = [
        ("payin", "USDT", "tron-nile", "0.00", "out_of_range (limit 0)"),
        ("payin", "USDT", "tron-nile", "123456789012345", "too_long (limit 14)"),
        ("payin", "USDT", "tron-nile", "1.1234567", "too_long (limit 6)"),
        ("liquido", "BRL", "pix", "1.001", "too_long (limit 2)"),
        ("liquido", "BRL", "pix", "92233720368547758.08", "out_of_range (limit 92233720368547758)"),
    ];
    for (provider, currency, network, sum, said) in cases {
        let keys = ["api_key", "client_id", "client_secret", "access_token"].map(|name| (name, "k"));
        let known = |(name, _): &(&str, &str)| {
            providers().any(|p| p.name == provider && p.options.iter().any(|option| option.name == *name))
        };
        let account = Account::new(provider, keys.into_iter().filter(known)).expect("an account");
        let mut order = Order::new("R-1", Price::new(sum, currency));
        order.network = Some(network.to_owned());
        let misuse = account.create(&order, now()).expect_err("misuse");
        assert_eq!(misuse.to_string(), format!("misuse: `amount`: {said}"), "{provider} {sum}");
    }
    let start = now();
    let window = |seconds| Window::new(start, seconds, 0).expect_err("misuse").limit();
    assert_eq!(window(-1), Some(0));
    let most = window(i64::MAX).expect("a limit");
    assert!(Window::new(start, i64::try_from(most).expect("seconds"), 0).is_ok());
    assert_eq!(window(i64::try_from(most).expect("seconds") + 1), Some(most));
}

#[test]
fn keys_do_not_print() {
    let account = account();
    let request = account.query(&Target::id("o"), now()).expect("a request");
    let order = Order { network: Some("tron-nile".to_owned()), ..Order::new("R", Price::new("1", "USDT")) };
    let create = account.create(&order, now()).expect("a request");
    let printed = format!("{account:?} {request:?} {create:?} {:?}", Token::new("t-secret", None));
    for secret in ["pk-secret", "whsec-secret", "t-secret"] {
        assert!(!printed.contains(secret), "{printed}");
    }
    assert!(printed.contains("[redacted]") && printed.contains("application/json"));
    let headers: [(&str, &[u8]); 1] = [("X", b"header-secret")];
    let printed =
        format!("{:?} {:?}", Response::new(200, &headers, b"body"), Webhook::new(&headers, b"body"));
    assert!(!printed.contains("secret") && printed.contains("4 bytes"), "{printed}");
}

/// An account whose requests are signed, and which has a stream.
fn streaming() -> Account {
    let keys = [("api_key", "pk-secret"), ("api_secret", "sk-secret"), ("sign_requests", "true")];
    Account::new("pelago", keys).expect("an account")
}

#[test]
fn signatures_of_requests_do_not_print() {
    let request = streaming().query(&Target::id("pay_1"), now()).expect("a request");
    let signature = request.headers().find(|(name, _)| *name == "X-Pelago-Signature").expect("a signature").1;
    let printed = format!("{:?} {request:?}", streaming());
    for secret in ["pk-secret", "sk-secret", signature] {
        assert!(!printed.contains(secret), "{printed}");
    }
    assert!(printed.contains("1737369360123"), "the time may be seen: {printed}");
}

#[test]
fn a_stream_is_stored_without_keys_and_asks_for_what_it_missed() {
    let account = streaming();
    let targets = vec![Target::id("pay_1"), Target::id("pay_2")];
    let stream = account.stream(targets.clone()).expect("a stream");
    let step = account.stream_step(stream, StreamEvent::Open, now()).expect("a step");
    assert!(step.send[0].contains("pk-secret") && step.send.len() == 3, "{:?}", step.send);
    assert_eq!((&step.query, step.reconnect_at), (&targets, None));
    let printed = format!("{step:?}");
    assert!(!printed.contains("pk-secret") && printed.contains("[3 frames]"), "{printed}");

    let stored = serde_json::to_string(&step.stream).expect("serializable");
    assert!(!stored.contains("secret"), "{stored}");
    let stream: Stream = serde_json::from_str(&stored).expect("a stream");
    assert_eq!(stream, step.stream);
    let frame = r#"{"type":"payment.confirmed","data":{"paymentId":"pay_1","confirmations":2}}"#;
    let step = account.stream_step(stream, StreamEvent::Frame(frame), now()).expect("a step");
    assert_eq!((step.observations[0].confirmations, step.observations[0].state), (Some(2), None));
    // A confirmation is no status: the record stays as it is, and the provider is asked.
    let payment = Payment::new(Status::Processing);
    let progress = payment.clone().advance(&step.observations[0], now());
    assert_eq!((progress.payment.status, progress.action), (payment.status, Action::Wait));
    let closed = account.stream_step(step.stream, StreamEvent::Close, now()).expect("a step");
    assert!(closed.query.is_empty() && closed.reconnect_at.is_some() && closed.wake_at.is_none());
}

/// Expected signatures are Python's.
#[test]
fn a_webhook_is_signed_in_the_scheme_of_the_account() {
    let body =
        br#"{"type":"payment.expired","data":{"paymentId":"pay_xxx","expiredAt":"2025-02-08T23:00:00Z"}}"#;
    let now = "2025-02-08T22:30:00Z".parse().expect("an instant");
    let dotted = "cdfbab31018ff070c9ca34166083c51dc97f0149ec01519e0b661bca1818c50d";
    let alone = "aa51ab5fb422b11089c85919e18157950f8c645671d6fee846883ac18722b08c";
    for (scheme, signature, headers) in [("timestamp_dot_body", dotted, 3), ("body", alone, 2)] {
        let options = [("webhook_secret", "whsec_test_vector_secret"), ("webhook_scheme", scheme)];
        let account = Account::new("pelago", options).expect("an account");
        let signed = account.sign_webhook(body, now).expect("a signature");
        assert_eq!(signed.headers.len(), headers, "{:?}", signed.headers);
        assert!(
            signed.headers.contains(&("X-Pelago-Signature", signature.to_owned())),
            "{:?}",
            signed.headers
        );
        let receipt = account.receive(&Webhook::new(&signed.header_pairs(), body), now).expect("a webhook");
        assert_eq!(receipt.observations.len(), 1);
    }
}

/// Its path is a setting, and its signature covers it without the query.
#[test]
fn a_timeline_is_asked_for_where_the_account_says() {
    let keys = [("api_key", "pk-secret"), ("api_secret", "sk-secret"), ("sign_requests", "true")];
    let path = ("timeline_path", "/v1/timelines/{id}?all=true");
    let account = Account::new("pelago", keys.into_iter().chain([path])).expect("an account");
    let request = account.timeline(&Target::id("pay/1"), now()).expect("a request");
    assert_eq!(request.url(), "https://api.pelago.tech/v1/timelines/pay%2F1?all=true");
    let signature = "3e1e5aa666b6c7be6ea6105c74a90842b5f5594365d74829b87c9fe4dfe685e4";
    assert!(request.headers().any(|header| header == ("X-Pelago-Signature", signature)));
    let field = |target: &Target| account.timeline(target, now()).unwrap_err().field().map(str::to_owned);
    assert_eq!(
        field(&Target { subject: Subject::Refund, ..Target::id("ref_1") }).as_deref(),
        Some("subject")
    );
    assert_eq!(field(&Target::reference("R-1")).as_deref(), Some("id"));
}

#[test]
fn an_order_may_bring_its_own_window() {
    let opened = |extra: Option<&str>| {
        let extra = extra.map(|extra| extra.parse().expect("JSON"));
        let order = Order { extra, ..Order::new("R-1", Price::new("5", "USD")) };
        let opened = streaming().open_order(&order, now()).expect("a record");
        opened.window_ends_at.map(|end| (end - opened.created_at.expect("a creation")).num_seconds())
    };
    assert_eq!(opened(None), Some(1800));
    assert_eq!(opened(Some(r#"{"expiresIn":600}"#)), Some(600));
    assert_eq!(opened(Some(r#"{"expiresIn":"soon"}"#)), None);
    assert_eq!(opened(Some(r#"{"expiresIn":0}"#)), None);
    assert_eq!(opened(Some(r#"{"expiresIn":-1}"#)), None);
}

/// A refund has words that a payment has too, and its answer must not pay the payment.
#[test]
fn a_refund_never_reads_as_the_payment() {
    let account = streaming();
    let body = br#"{"id":"ref_1","object":"refund","paymentId":"pay_1","status":"completed","amount":5}"#;
    let seen = account.parse(&Target::id("pay_1"), &Response::new(200, &[], body), now()).expect("an answer");
    assert_eq!((seen.subject, seen.reference.as_deref()), (Subject::Refund, Some("pay_1")));
    let mut payment = Payment::new(Status::Pending);
    payment.id = Some("pay_1".to_owned());
    let progress = payment.advance(&seen, now());
    assert_eq!((progress.step, progress.payment.status), (Step::Aside, Status::Pending));
}

/// The keys of every provider, in all that is asked for with them.
#[test]
fn no_provider_prints_a_key() {
    for profile in providers() {
        let names: Vec<&str> =
            profile.options.iter().filter(|o| o.kind != Kind::Setting).map(|o| o.name).collect();
        let keys: Vec<String> = names.iter().map(|name| format!("secret-{name}")).collect();
        let options = names.iter().copied().zip(keys.iter().map(String::as_str));
        let account = Account::new(profile.name, options).expect("an account");
        let mut printed = format!("{account:?}");
        let subjects = profile.queried.iter().map(|&subject| Target { subject, ..Target::id("o-1") });
        let asked = subjects.map(|target| account.query(&target, now()));
        let requests: Vec<_> = asked
            .chain([account.list(&Listing::default(), now()), account.authorize(now())])
            .flatten()
            .collect();
        assert!(!requests.is_empty());
        for request in requests {
            printed += &format!("{request:?}");
        }
        assert!(!printed.contains("secret-"), "{printed}");
    }
}

#[test]
fn a_token_is_asked_for_and_carried() {
    let account = Account::new("liquido", [("api_key", "k"), ("client_id", "c"), ("client_secret", "s")]);
    let account = account.expect("an account");
    let request = account.authorize(now()).expect("a request");
    assert_eq!(request.body(), Some("client_id=c&client_secret=s&grant_type=client_credentials"));
    assert!(format!("{request:?}").contains(r#"body: Some("[redacted]")"#), "{request:?}");
    let renewed = |life: u32| {
        let body = format!(r#"{{"access_token":"t-{life}","expires_in":{life}}}"#);
        let token = account.parse_token(&Response::new(200, &[], body.as_bytes()), now()).expect("a token");
        let after = |at: Option<DateTime<Utc>>| (at.expect("an instant") - now()).num_milliseconds();
        (after(token.expires_at), after(token.renew_at))
    };
    // A minute before the end, or halfway; instants have milliseconds.
    assert_eq!(renewed(3600), (3_599_999, 3_539_999));
    assert_eq!(renewed(120), (119_999, 59_999));
    assert_eq!(renewed(60), (59_999, 29_999));
    assert_eq!(renewed(1), (999, 999));
    let misuse = account.query(&Target::id("k-1"), now()).expect_err("misuse");
    assert_eq!((misuse.field(), misuse.reason()), (Some("access_token"), Some("missing")));
    let account = account.with_token(&Token::new("t-1", None)).expect("an account");
    let bearer = |account: &Account| {
        let request = account.query(&Target::id("k-1"), now()).expect("a request");
        request.headers().find(|(name, _)| *name == "Authorization").map(|(_, value)| value.to_owned())
    };
    assert_eq!(bearer(&account).as_deref(), Some("Bearer t-1"));
    let account = account.with_token(&Token::new("t-2", None)).expect("an account");
    assert_eq!(bearer(&account).as_deref(), Some("Bearer t-2"));
    let account = account.with_token(&Token::new("", None)).expect("an account");
    assert!(account.query(&Target::id("k-1"), now()).is_err());
}

/// A refund and its charge have the same fields and the same words; only the subject tells them apart.
#[test]
fn a_settled_refund_does_not_pay_its_charge() {
    let account = Account::new("liquido", [("client_secret", "s")]).expect("an account");
    let order = Order::new("k-1", Price::new("10.00", "CLP"));
    let charge = account.open_order(&order, now()).expect("a record");
    let details = r#"{"idempotencyKey":"rf-1","referenceId":"k-1","transferStatus":"SETTLED","amount":1000,"currency":"CLP"}"#;
    let body = format!(r#"{{"eventType":"CHARGE_REFUND_SUCCEEDED","data":{{"chargeDetails":{details}}}}}"#);
    let signed = account.sign_webhook(body.as_bytes(), now()).expect("a signature");
    let receipt =
        account.receive(&Webhook::new(&signed.header_pairs(), body.as_bytes()), now()).expect("a receipt");
    let target = Target { subject: Subject::Refund, ..Target::id("rf-1") };
    let answer = Response::new(200, &[], details.as_bytes());
    let answered = account.parse(&target, &answer, now()).expect("an answer");
    for seen in receipt.observations.iter().chain([&answered]) {
        assert_eq!(seen.state, Some(State::Refund(paystate::RefundStatus::Succeeded)));
        let progress = charge.clone().advance(seen, now());
        assert_eq!((progress.step, progress.verdict), (Step::Aside, Verdict::Unchecked));
        assert_eq!(progress.action, Action::Wait);
        assert_eq!(progress.payment, charge);
        assert!(account.open_seen(seen, now()).is_err());
    }
}

#[test]
fn words_and_sets_are_plain() {
    assert_eq!("paid".parse::<Status>().expect("a status"), Status::Paid);
    let error = "payed".parse::<Status>().expect_err("no status");
    assert_eq!((error.field(), error.reason()), (Some("status"), Some("invalid")));
    assert_eq!(format!("[{:>8}]", Status::Paid), "[    paid]");
    assert_eq!(to_json(&Status::ChargedBack), json!("charged_back"));
    assert!(serde_json::from_value::<Status>(json!("PAID")).is_err());
    let notes: paystate::Notes = serde_json::from_value(json!(["unsigned", "bad_time"])).expect("notes");
    assert_eq!(format!("{notes:?}"), "{BadTime, Unsigned}");
    assert_eq!(to_json(&notes), json!(["bad_time", "unsigned"]));
    assert!(notes.contains(Note::Unsigned) && !notes.is_empty());
    let extra: Extra = [("a".to_owned(), Json::string("x"))].into_iter().collect();
    assert_eq!(
        (extra.get("a").map(ToString::to_string), extra.get("b"), extra.is_empty()),
        (Some("\"x\"".to_owned()), None, false)
    );
    for why in Why::ALL {
        assert!(why.sentence().len() > 10 && why.sentence().ends_with('.'), "{why}");
    }
    for &status in Status::ALL {
        assert_eq!(State::from_word(Subject::Payment, status.as_str()), Some(State::Payment(status)));
        assert_eq!(status.stops_polling(), status.phase() != Phase::Open);
        assert_eq!(status.may_still_change(), status != Status::ChargedBack);
    }
    for subject in Subject::ALL {
        for word in ["pending", "succeeded", "paid", "rejected", "failed", "detected", "credited", "nonsense"]
        {
            if let Some(state) = State::from_word(*subject, word) {
                assert_eq!((state.subject(), state.as_str()), (*subject, word));
                assert_eq!(state.stops_polling(), !matches!(word, "pending" | "detected"), "{state:?}");
                assert_eq!(state.payment().is_some(), *subject == Subject::Payment);
            }
        }
    }
}

#[test]
fn a_window_tells_its_ends() {
    let window =
        Window::new("2025-01-28T14:30:00Z".parse().expect("an instant"), 600, 300).expect("a window");
    assert_eq!((window.grace_ends_at() - window.window_ends_at()).num_seconds(), 300);
    let error = Window::new(now(), 0, i64::MAX).expect_err("misuse");
    assert_eq!(error.field(), Some("grace_s"));
}

#[test]
fn profiles_name_what_there_is() {
    for profile in providers() {
        let printed = format!("{profile:?}");
        assert!(printed.contains(profile.name));
        let account = Account::new(profile.name, []).expect("an account without anything");
        assert_eq!(account.profile().name, profile.name);
        for row in profile.table {
            let explained = explain(profile.name, row.state.subject(), row.word).expect("a known provider");
            assert_eq!((explained.status, explained.known), (Some(row.state), true), "{}", row.word);
        }
        for option in profile.options {
            assert!(!option.meaning.is_empty() && option.meaning.ends_with('.'), "{}", option.name);
        }
    }
}

#[test]
fn what_a_provider_lacks_is_misuse_that_names_the_verb() {
    let account = account();
    let (target, response) = (Target::id("o"), Response::new(200, &[], b"{}"));
    let stream: Stream =
        serde_json::from_value(json!({"url": "wss://x.example", "targets": []})).expect("a stream");
    let lacking = |result: Option<Error>| {
        let error = result.expect("misuse");
        assert_eq!(error.reason(), Some("unsupported"));
        error.field().map(str::to_owned).unwrap_or_default()
    };
    assert_eq!(lacking(account.timeline(&target, now()).err()), "timeline");
    assert_eq!(lacking(account.parse_timeline(&target, &response, now()).err()), "timeline");
    assert_eq!(lacking(account.authorize(now()).err()), "authorize");
    assert_eq!(lacking(account.parse_token(&response, now()).err()), "authorize");
    assert_eq!(lacking(account.stream(vec![target]).err()), "stream");
    assert_eq!(lacking(account.stream_step(stream, StreamEvent::Tick, now()).err()), "stream");
    assert_eq!(lacking(account.with_token(&Token::new("t", None)).err()), "authorize");
}

#[test]
fn a_timeline_is_rebuilt_from_what_was_seen() {
    let at =
        |minute: u32| format!("2025-01-20T10:{minute:02}:00Z").parse::<DateTime<Utc>>().expect("an instant");
    let see = |status, transaction: Option<&str>| {
        let mut seen = Observation::new(Subject::Payment, Source::Webhook);
        seen.state = Some(State::Payment(status));
        seen.native = Some(status.as_str().to_owned());
        seen.transaction = transaction.map(str::to_owned);
        seen
    };
    let (pending, paid) = (see(Status::Pending, None), see(Status::Paid, Some("0x1")));
    let timeline = Timeline::rebuild([
        (at(35), &paid),
        (at(30), &pending),
        (at(31), &pending),
        (at(33), &paid),
        (at(36), &pending),
        (at(37), &paid),
    ]);
    let told: Vec<_> = timeline.events.iter().map(|event| (event.at, event.native.as_deref())).collect();
    assert_eq!(
        told,
        [(Some(at(30)), Some("pending")), (Some(at(33)), Some("paid")), (Some(at(36)), Some("pending"))]
    );
    assert_eq!(
        to_json(&timeline.events[1]),
        json!({"at": "2025-01-20T10:33:00.000Z", "native": "paid", "status": "paid", "transaction": "0x1"})
    );
}
