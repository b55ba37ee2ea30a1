//! Memory: ordinary messages are read without any, and hostile ones with a small multiple of their size.
//!
//! Bytes are counted a thread, so that tests may run side by side.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::hint::black_box;

use paystate::{Account, Json, Listing, MAX_BODY_BYTES, Response, StreamEvent, Target, Verb, Webhook};
use paystate_vectors::{File, account as account_of, body, files, headers, instant, target};
use serde_json::Value;
use support::{accounts, now};

/// The most that reading may take, as a multiple of the body: 24 were measured, for a table that is being doubled.
const MOST: usize = 32;

#[derive(Clone, Copy, Default)]
struct Count {
    allocations: usize,
    live: usize,
    peak: usize,
}

thread_local! {
    static COUNT: Cell<Count> = const { Cell::new(Count { allocations: 0, live: 0, peak: 0 }) };
}

/// The system's allocator, counted. While a block grows it is counted twice, for both may be there at once.
struct Counted;

#[global_allocator]
static ALLOCATOR: Counted = Counted;

impl Counted {
    fn taken(size: usize) {
        COUNT.with(|count| {
            let Count { allocations, live, peak } = count.get();
            let live = live + size;
            count.set(Count { allocations: allocations + 1, live, peak: peak.max(live) });
        });
    }

    /// A block may come from another thread, so there may be less to give back than is given back.
    fn given_back(size: usize) {
        COUNT.with(|count| {
            let before = count.get();
            count.set(Count { live: before.live.saturating_sub(size), ..before });
        });
    }
}

// SAFETY: every call is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::taken(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        Self::given_back(layout.size());
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Self::taken(size);
        Self::given_back(layout.size());
        unsafe { System.realloc(block, layout, size) }
    }
}

/// How often `run` allocates, and the most bytes that it has at a time.
fn count<T>(run: impl FnOnce() -> T) -> (usize, usize) {
    COUNT.set(Count::default());
    let kept = black_box(run());
    let Count { allocations, peak, .. } = COUNT.get();
    drop(kept);
    (allocations, peak)
}

fn account() -> Account {
    Account::new("payin", [("webhook_secret", "s")]).expect("an account")
}

/// The vectors of `job` that are read without an error, with the account of each. No provider escapes keys or numbers,
/// which have to be decoded to be understood, so vectors of that are not ordinary.
fn ordinary(job: &str, body: &str) -> Vec<(Account, Value)> {
    let is_ordinary = |case: &&Value| {
        let body = case.pointer(body).and_then(Value::as_str);
        case.pointer("/expect/error").is_none() && body.is_some_and(|body| !body.contains("\\u"))
    };
    let mut read = Vec::new();
    for file in files().iter().filter(|file| file.job() == job) {
        let provider = file.json["provider"].as_str().expect("a provider");
        let cases: Vec<&Value> = file.cases().iter().filter(is_ordinary).collect();
        assert!(cases.len() > 20, "{} bodies of {provider}, {job}", cases.len());
        let account = |case: &Value| account_of(provider, &case["given"]).expect("an account");
        read.extend(cases.into_iter().map(|case| (account(case), case.clone())));
    }
    read
}

#[test]
fn an_answer_is_read_without_allocating() {
    for (account, case) in ordinary("parse", "/given/response/body") {
        let (given, answer) = (&case["given"], &case["given"]["response"]);
        let (target, now) = (target(&given["target"]), instant(&given["now"]));
        let (headers, body) = (headers(answer), body(answer));
        let response = Response::new(200, &headers, &body);
        let (allocations, _) = count(|| account.read(&target, &response, now).expect("an answer"));
        assert_eq!(allocations, 0, "{}", case["id"]);
    }
}

#[test]
fn a_webhook_is_read_without_allocating() {
    for (account, case) in ordinary("webhook", "/given/body") {
        let given = &case["given"];
        let (headers, body, now) = (headers(given), body(given), instant(&given["now"]));
        let mut webhook = Webhook::new(&headers, &body);
        webhook.path = given["path"].as_str();
        let (allocations, _) = count(|| account.read_webhook(&webhook, now).expect("a webhook"));
        // Where nothing in the event makes it unique, its id is a hash of the body: the one text that is new.
        let id = account.receive(&webhook, now).expect("a webhook").event_id;
        let is_hash = id.len() == 64 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert_eq!(allocations, usize::from(is_hash), "{}", case["id"]);
    }
}

#[test]
fn a_forged_webhook_is_refused_without_allocating() {
    let now = now();
    let body = vec![b'['; MAX_BODY_BYTES];
    for account in accounts() {
        let signed = account.sign_webhook(b"{}", now).expect("a signature");
        let headers = signed.header_pairs();
        let webhook = Webhook::new(&headers, &body);
        let (allocations, _) = count(|| account.read_webhook(&webhook, now).unwrap_err());
        assert_eq!(allocations, 0, "{}", account.profile().name);
    }
}

/// A body of the full size: `before`, as many of `unit` as there is room for, `after`, and blanks.
fn filled(before: &str, unit: impl Fn(usize) -> String, after: &str) -> String {
    let mut body = before.to_owned();
    for i in 0.. {
        let next = unit(i);
        if body.len() + next.len() + after.len() > MAX_BODY_BYTES {
            break;
        }
        body += &next;
    }
    body += after;
    body += &" ".repeat(MAX_BODY_BYTES - body.len());
    body
}

/// What costs most a byte, as more members of a body that ends with `before` open: many small values, many keys, levels,
/// escapes.
fn fillings(before: &str) -> Vec<(&'static str, String)> {
    let within = format!("{before},\"x\":[");
    let wide = |unit: &'static str| filled(&within, move |_| format!("{unit},"), "0]}");
    let keys = |len: usize| -> String { (0..len).map(|i| format!("\"{i}\":{{}},")).collect() };
    let member = |i| if i < 900 { format!(",\"{i}\":[{}0]", "[],".repeat(330)) } else { String::new() + " " };
    vec![
        ("empty arrays", wide("[]")),
        ("empty objects", wide("{}")),
        ("objects of one key", wide(r#"{"":0}"#)),
        ("objects in a key", wide(r#"{"":{"":{}}}"#)),
        ("objects of many keys", filled(&within, |_| format!("{{{}\"\":0}},", keys(1000)), "0]}")),
        ("objects of escaped keys", wide(r#"{"\u0061":0,"\u0062":0}"#)),
        ("deep arrays", filled(&within, |_| format!("{}{},", "[".repeat(100), "]".repeat(100)), "0]}")),
        ("many members", filled(before, member, "}")),
        ("escapes", filled(&format!("{before},\"x\":\""), |_| "\\u0000".to_owned(), "\"}")),
    ]
}

/// Bodies that are not of one answer.
fn rows() -> Vec<(&'static str, String)> {
    let row = r#"{"orderId":"o","status":"pending"},"#;
    vec![
        (
            "rows",
            filled(
                r#"{"data":["#,
                |i| if i < 999 { format!("{}{}", row, " ".repeat(1000)) } else { " ".to_owned() },
                r#"{"orderId":"o","status":"pending"}]}"#,
            ),
        ),
        ("rows that are none", filled(r#"{"data":["#, |_| "[],".to_owned(), "0]}")),
        ("arrays without an end", filled("", |_| "[[],".to_owned(), "")),
    ]
}

/// The first vector of a job that has a body and expects no error, for each provider that has the job: what is read.
fn first(job: &str) -> Vec<(Account, Value, String)> {
    let read = |file: &File| {
        let case = file.cases().iter().find(|case| {
            case.pointer("/expect/error").is_none() && !body(message(&case["given"])).is_empty()
        })?;
        let provider = file.json["provider"].as_str().expect("a provider");
        let text = String::from_utf8(body(message(&case["given"]))).expect("UTF-8");
        Some((account_of(provider, &case["given"]).expect("an account"), case["given"].clone(), text))
    };
    files().iter().filter(|file| file.job() == job).filter_map(read).collect()
}

/// What came: an answer, or a webhook itself.
fn message(given: &Value) -> &Value {
    given.get("response").unwrap_or(given)
}

/// Every verb that reads, of every provider: what is read of a documented message is read of it with a megabyte more.
#[test]
fn a_megabyte_more_takes_a_small_multiple_of_it() {
    const JOBS: [&str; 6] = ["parse", "parse_created", "page", "timeline", "token", "webhook"];
    let mut most = 0;
    for (job, (account, given, text)) in
        JOBS.iter().flat_map(|&job| first(job).into_iter().map(move |first| (job, first)))
    {
        let provider = account.profile().name;
        let (target, now) = (target(&given["target"]), instant(&given["now"]));
        let before = text.trim_end().strip_suffix('}').expect("an object");
        for (name, body) in fillings(before) {
            assert_eq!(body.len(), MAX_BODY_BYTES, "{name}");
            let headers = headers(message(&given));
            let response = Response::new(200, &headers, body.as_bytes());
            let (is_read, (_, peak)) = match job {
                "parse" => is_ok(|| account.parse(&target, &response, now)),
                "parse_created" => is_ok(|| account.parse_created(&target, &response, now)),
                "page" => is_ok(|| account.parse_page(&Listing::default(), &response, now)),
                "timeline" => is_ok(|| account.parse_timeline(&target, &response, now)),
                "token" => is_ok(|| account.parse_token(&response, now)),
                _ => {
                    let signed = account.sign_webhook(body.as_bytes(), now).expect("a signature");
                    let headers = signed.header_pairs();
                    let mut webhook = Webhook::new(&headers, body.as_bytes());
                    webhook.path = given["path"].as_str();
                    is_ok(|| account.receive(&webhook, now))
                }
            };
            // Escapes in a field that nobody reads are no longer than a field may be, or it would not be read.
            assert!(is_read, "{provider}, {job}, {name}");
            assert!(peak < MOST * MAX_BODY_BYTES, "{provider}, {job}, {name}: {peak} bytes");
            most = most.max(peak);
        }
    }
    // A bound that nothing comes near would say nothing.
    assert!(most > MOST / 2 * MAX_BODY_BYTES, "the most was {most} bytes");
}

/// Whether it was read, and what that took.
fn is_ok<T, E>(run: impl FnOnce() -> Result<T, E>) -> (bool, (usize, usize)) {
    let mut read = false;
    let taken = count(|| {
        let result = run();
        read = result.is_ok();
        result
    });
    (read, taken)
}

#[test]
fn a_hostile_frame_takes_a_small_multiple_of_its_size() {
    for account in accounts().into_iter().filter(|account| account.profile().verbs.contains(&Verb::Stream)) {
        let seed = r#"{"type":"payment.status_changed","data":{"paymentId":"o","status":"completed"}"#;
        for (name, frame) in fillings(seed) {
            let stream = account.stream(vec![Target::id("o")]).expect("a stream");
            let stream = account.stream_step(stream, StreamEvent::Open, now()).expect("a step").stream;
            let (_, peak) = count(|| account.stream_step(stream, StreamEvent::Frame(&frame), now()));
            assert!(peak < MOST * MAX_BODY_BYTES, "{name}: {peak} bytes");
        }
    }
}

#[test]
fn hostile_bodies_take_a_small_multiple_of_their_size() {
    let (account, target, now) = (account(), Target::id("o"), now());
    let mut most = 0;
    for (name, body) in rows() {
        assert_eq!(body.len(), MAX_BODY_BYTES, "{name}");
        let response = Response::new(200, &[], body.as_bytes());
        let refusal = Response::new(500, &[], body.as_bytes());
        let signed = account.sign_webhook(body.as_bytes(), now).expect("a signature");
        let headers = signed.header_pairs();
        let webhook = Webhook::new(&headers, body.as_bytes());
        let listing = Listing::default();
        let peaks = [
            ("Json::parse", count(|| Json::parse(&body))),
            ("parse", count(|| account.parse(&target, &response, now))),
            ("parse a refusal", count(|| account.parse(&target, &refusal, now))),
            ("parse_created", count(|| account.parse_created(&target, &response, now))),
            ("parse_page", count(|| account.parse_page(&listing, &response, now))),
            ("receive", count(|| account.receive(&webhook, now))),
        ];
        for (verb, (_, peak)) in peaks {
            assert!(peak < MOST * MAX_BODY_BYTES, "{verb} of {name}: {peak} bytes");
            most = most.max(peak);
        }
        println!("{name}: {peaks:?}");
    }
    // A bound that nothing comes near would say nothing.
    assert!(most > MOST / 2 * MAX_BODY_BYTES, "the most was {most} bytes");
}
