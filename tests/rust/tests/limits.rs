//! Every limit on input, from both sides: at the limit it is read, one more is refused with the reason and the limit.

mod support;

use std::fmt::Write;

use paystate::{
    Account, Error, Json, Listing, MAX_BODY_BYTES, MAX_DEPTH, MAX_FIELD_BYTES, MAX_KEYS, MAX_REFERENCE,
    MAX_ROWS, MAX_SECRETS, Order, Payment, Price, Response, Target, Webhook,
};
use support::now;

/// Reason, field and limit of a refusal.
type Refusal = (Option<&'static str>, Option<String>, Option<u64>);

fn refusal<T>(read: Result<T, Error>) -> Option<Refusal> {
    read.err().map(|error| (error.reason(), error.field().map(str::to_owned), error.limit()))
}

fn past(reason: &'static str, limit: usize) -> Option<Refusal> {
    Some((Some(reason), None, Some(limit as u64)))
}

fn past_in(field: &str, reason: &'static str, limit: usize) -> Option<Refusal> {
    Some((Some(reason), Some(field.to_owned()), Some(limit as u64)))
}

fn account() -> Account {
    Account::new("payin", [("api_key", "k"), ("webhook_secret", "s")]).expect("an account")
}

fn answer(body: &str) -> Option<Refusal> {
    refusal(account().parse(&Target::id("o"), &Response::new(200, &[], body.as_bytes()), now()))
}

fn page(body: &str) -> Option<Refusal> {
    refusal(account().parse_page(&Listing::default(), &Response::new(200, &[], body.as_bytes()), now()))
}

/// A webhook that is signed, so that its body is read.
fn webhook(body: &str) -> Option<Refusal> {
    let account = account();
    let signed = account.sign_webhook(body.as_bytes(), now()).expect("a signature");
    refusal(account.receive(&Webhook::new(&signed.header_pairs(), body.as_bytes()), now()))
}

fn json(text: &str) -> Option<Refusal> {
    refusal(Json::parse(text))
}

/// `text` with blanks behind it, `len` bytes in all.
fn padded(text: &str, len: usize) -> String {
    format!("{text}{}", " ".repeat(len - text.len()))
}

#[test]
fn a_body_has_a_mebibyte() {
    assert_eq!(MAX_BODY_BYTES, 1_048_576);
    let order = r#"{"orderId":"o","status":"pending"}"#;
    let rows = r#"{"data":[]}"#;
    let event = r#"{"id":"e","type":"order.expired","data":{"orderId":"o"}}"#;
    let record = r#"{"v":1,"status":"pending"}"#;
    let stored = |text: &str| refusal(Payment::from_json(text));
    for (read, text) in
        [(answer as fn(&str) -> _, order), (page, rows), (webhook, event), (stored, record), (json, "1")]
    {
        assert_eq!(read(&padded(text, MAX_BODY_BYTES)), None, "{text}");
        assert_eq!(read(&padded(text, MAX_BODY_BYTES + 1)), past("too_large", MAX_BODY_BYTES), "{text}");
    }
}

#[test]
fn a_refusal_may_have_any_size() {
    let body = vec![b'x'; MAX_BODY_BYTES + 1];
    let refused = account().parse(&Target::id("o"), &Response::new(503, &[], &body), now()).unwrap_err();
    assert!(refused.refused().is_some());
}

#[test]
fn values_nest_128_deep() {
    assert_eq!(MAX_DEPTH, 128);
    let arrays = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
    let objects = |n: usize| format!("{}0{}", r#"{"a":"#.repeat(n), "}".repeat(n));
    let mixed =
        |n: usize| format!("{}{}{}", r#"[{"a":"#.repeat(n / 2), arrays(n % 2 + 1), "}]".repeat(n / 2));
    for nested in [arrays(128), objects(128), mixed(127)] {
        assert_eq!(json(&nested), None, "{nested}");
        // One level is the answer's own.
        assert_eq!(answer(&format!(r#"{{"status":"pending","x":{nested}}}"#)), past("too_deep", 128));
    }
    for nested in [arrays(129), objects(129), mixed(128)] {
        assert_eq!(json(&nested), past("too_deep", 128), "{nested}");
    }
    for nested in [arrays(127), objects(127), mixed(126)] {
        assert_eq!(answer(&format!(r#"{{"status":"pending","x":{nested}}}"#)), None);
    }
    let bottomless = "[".repeat(MAX_BODY_BYTES);
    assert_eq!(json(&bottomless), past("too_deep", 128), "the stack is not the limit");
    // Levels count, not brackets.
    let wide = format!("[{}[]]", "[],".repeat(1000));
    assert_eq!(json(&wide), None);
}

/// An object of `n` keys, and `last` behind them.
fn object(n: usize, last: &str) -> String {
    let mut text = String::from("{");
    for i in 0..n {
        write!(text, "\"key {i}\":{i},").expect("a string takes text");
    }
    text + last + "}"
}

#[test]
fn an_object_has_1024_keys() {
    assert_eq!(MAX_KEYS, 1024);
    assert_eq!(json(&object(1023, "\"last\":0")), None);
    assert_eq!(json(&object(1024, "\"last\":0")), past("too_many_keys", 1024));
    assert_eq!(json(&format!("[{}]", object(1024, "\"last\":0"))), past("too_many_keys", 1024));
    // Each object has its own count.
    assert_eq!(json(&format!("[{0},{0}]", object(1023, "\"last\":{}"))), None);
    assert_eq!(answer(&object(1023, "\"status\":\"pending\"")), None);
    assert_eq!(answer(&object(1024, "\"status\":\"pending\"")), past("too_many_keys", 1024));
}

/// Small objects are searched and large ones sorted; the first and the last key meet in both, in any spelling.
#[test]
fn a_key_twice_is_refused_in_objects_of_every_size() {
    for n in [1, 2, 30, 31, 32, 33, 63, 64, 65, 1022, 1023] {
        for (twin, value) in [("key 0", "0"), ("\\u006bey 0", "null"), ("k\\u0065y\\u00200", "{}")] {
            let text = object(n, &format!("\"{twin}\":{value}"));
            let error = Json::parse(&text).unwrap_err();
            assert_eq!(error.reason(), Some("duplicate_key"), "{n} keys and {twin}");
            let Error::Malformed(malformed) = error else { panic!("a malformed text") };
            assert_eq!(malformed.offset, text.rfind(twin), "the second one is named");
        }
        // The same key in another object is another key; other letters are, too.
        assert_eq!(json(&object(n, "\"x\":{\"key 0\":0},\"Key 0\":[{\"key 0\":0}]")), past_1024(n + 2));
    }
}

fn past_1024(keys: usize) -> Option<Refusal> {
    (keys > MAX_KEYS).then(|| past("too_many_keys", MAX_KEYS)).flatten()
}

#[test]
fn a_field_that_is_read_has_64_kib() {
    assert_eq!(MAX_FIELD_BYTES, 65_536);
    let order = |name: &str, value: &str| match name {
        "status" => format!(r#"{{"orderId":"o","status":{value}}}"#),
        _ => format!(r#"{{"status":"pending","{name}":{value}}}"#),
    };
    let text = |len: usize| format!("\"{}\"", "7".repeat(len));
    // Name in the body, name in the error, and whether so long a text can be what the field must be.
    let fields = [
        ("orderId", "id", true),
        ("orderReference", "reference", true),
        ("status", "status", true),
        ("currency", "currency", true),
        ("chainId", "network", true),
        ("address", "address", true),
        ("txHash", "transaction", true),
        ("url", "link", true),
        ("createdAt", "created_at", true),
        ("amount", "amount", false),
        ("confirmedReceived", "received", false),
        ("confirmations", "confirmations", false),
    ];
    for (name, field, any_length) in fields {
        let at_limit = answer(&order(name, &text(MAX_FIELD_BYTES)));
        let reason = at_limit.and_then(|(reason, ..)| reason);
        assert_eq!(reason, (!any_length).then_some("bad_value"), "{name}");
        let over = answer(&order(name, &text(MAX_FIELD_BYTES + 1)));
        assert_eq!(over, past_in(field, "too_long", MAX_FIELD_BYTES), "{name}");
    }
    // A number's digits are a field as well, and a text is measured as it stands in the body.
    let digits = |len: usize| order("orderId", &"7".repeat(len));
    assert_eq!(answer(&digits(MAX_FIELD_BYTES)), None);
    assert_eq!(answer(&digits(MAX_FIELD_BYTES + 1)), past_in("id", "too_long", MAX_FIELD_BYTES));
    let escaped = |len: usize| order("orderId", &format!("\"{}\"", "\\u0037".repeat(len)));
    assert_eq!(answer(&escaped(MAX_FIELD_BYTES / 6)), None);
    assert_eq!(answer(&escaped(MAX_FIELD_BYTES / 6 + 1)), past_in("id", "too_long", MAX_FIELD_BYTES));
    // Nobody reads this one.
    assert_eq!(answer(&order("x", &text(MAX_FIELD_BYTES * 4))), None);
}

#[test]
fn a_field_of_a_webhook_has_64_kib() {
    let event = |id: usize, kind: usize, order: usize| {
        let text = |len: usize| "7".repeat(len);
        format!(r#"{{"id":"{}","type":"{}","data":{{"orderId":"{}"}}}}"#, text(id), text(kind), text(order))
    };
    assert_eq!(webhook(&event(MAX_FIELD_BYTES, MAX_FIELD_BYTES, 1)), None);
    assert_eq!(webhook(&event(MAX_FIELD_BYTES + 1, 1, 1)), past_in("event_id", "too_long", MAX_FIELD_BYTES));
    assert_eq!(
        webhook(&event(1, MAX_FIELD_BYTES + 1, 1)),
        past_in("event_type", "too_long", MAX_FIELD_BYTES)
    );
    let known = |order: usize| event(1, 1, order).replace(r#""type":"7""#, r#""type":"order.expired""#);
    assert_eq!(webhook(&known(MAX_FIELD_BYTES)), None);
    assert_eq!(webhook(&known(MAX_FIELD_BYTES + 1)), past_in("id", "too_long", MAX_FIELD_BYTES));
}

#[test]
fn a_page_has_1000_rows() {
    assert_eq!(MAX_ROWS, 1000);
    let rows = |n: usize| {
        let rows: Vec<String> =
            (0..n).map(|i| format!(r#"{{"orderId":"o-{i}","status":"pending"}}"#)).collect();
        rows.join(",")
    };
    for shape in [r#"{"data":[…]}"#, r#"{"data":{"orders":[…]}}"#] {
        assert_eq!(page(&shape.replace('…', &rows(1000))), None);
        assert_eq!(page(&shape.replace('…', &rows(1001))), past("too_many_rows", 1000));
        // Whatever the rows are: they are counted before they are read.
        assert_eq!(page(&shape.replace('…', &vec!["0"; 1001].join(","))), past("too_many_rows", 1000));
    }
}

/// Characters, not bytes.
#[test]
fn a_reference_has_255_characters() {
    assert_eq!(MAX_REFERENCE, 255);
    let account = account();
    let query = |reference: &str| refusal(account.query(&Target::reference(reference), now()));
    let create = |reference: &str| {
        let order = Order::new(reference, Price::new("5", "USDT"));
        refusal(account.create(&Order { network: Some("tron-nile".to_owned()), ..order }, now()))
    };
    for character in ["r", "é", "\u{1F600}"] {
        let (longest, longer) = (character.repeat(255), character.repeat(256));
        assert_eq!((query(&longest), create(&longest)), (None, None));
        assert_eq!(query(&longer), past_in("reference", "too_long", 255));
        assert_eq!(create(&longer), past_in("reference", "too_long", 255));
    }
}

#[test]
fn an_account_verifies_with_4_secrets() {
    assert_eq!(MAX_SECRETS, 4);
    let secrets = |n: usize| refusal(Account::new("payin", vec![("webhook_secret", "s"); n]));
    assert_eq!(secrets(4), None);
    assert_eq!(secrets(5), past_in("webhook_secret", "repeated", 4));
    let keys = Account::new("payin", [("api_key", "k"), ("api_key", "k")]);
    assert_eq!(refusal(keys), past_in("api_key", "repeated", 1));
}
