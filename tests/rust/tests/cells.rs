//! A row of cells says what its reading says: every answer, page and webhook of the vectors, decoded by the layout alone.

use base64ct::{Base64, Encoding};
use chrono::{DateTime, Utc};
use paystate::{
    ABSENT_TIME, Account, CELLS, CellGroup, DepositStatus, ESCAPED, KNOWN, Listing, Note, PayoutStatus,
    READING_CELLS, RECEIPT_CELLS, Reading, RefundStatus, Response, SettlementStatus, Source, State, Status,
    Subject, SumField, Target, TextField, TimeField, WIDE, Webhook,
};
use paystate_vectors::files;
use rust_decimal::Decimal;
use serde_json::Value;

/// A row, read by nothing but the layout.
struct Row<'a> {
    cells: [u32; READING_CELLS],
    body: &'a [u8],
}

fn group(groups: &[CellGroup], name: &str) -> CellGroup {
    *groups.iter().find(|group| group.name == name).expect("a group of that name")
}

fn text(cells: &[u32], at: usize, body: &[u8]) -> Option<String> {
    let (start, len) = (cells[at] as usize, cells[at + 1]);
    if len == 0 {
        return None;
    }
    let is_escaped = len & ESCAPED != 0;
    let raw = std::str::from_utf8(&body[start..start + (len & !ESCAPED & !WIDE) as usize]).expect("UTF-8");
    assert_eq!(len & WIDE != 0, !raw.is_ascii());
    Some(if is_escaped {
        serde_json::from_str(&format!("\"{raw}\"")).expect("a string")
    } else {
        raw.to_owned()
    })
}

impl Row<'_> {
    fn at(&self, name: &str, entry: usize) -> &[u32] {
        let CellGroup { at, width, .. } = group(CELLS, name);
        &self.cells[at + entry * width..][..width]
    }

    fn text(&self, name: &str, entry: usize) -> Option<String> {
        let CellGroup { at, width, .. } = group(CELLS, name);
        text(&self.cells, at + entry * width, self.body)
    }

    fn sum(&self, entry: usize) -> Option<Decimal> {
        let &[low, middle, high, how, start, len] = self.at("sums", entry) else { panic!("six cells") };
        let sum = Decimal::from_parts(low, middle, high, how & 256 != 0, how & 255);
        let text = &self.body[start as usize..][..len as usize];
        assert!(len == 0 || text == sum.to_string().as_bytes(), "{sum}");
        (how & KNOWN != 0).then_some(sum)
    }

    fn time(&self, entry: usize) -> Option<DateTime<Utc>> {
        let &[low, high] = self.at("times", entry) else { panic!("two cells") };
        let ms = (u64::from(high) << 32 | u64::from(low)).cast_signed();
        (high != ABSENT_TIME).then(|| DateTime::from_timestamp_millis(ms).expect("an instant"))
    }

    fn state(&self) -> Option<State> {
        let code = (self.at("state", 0)[0] as usize).checked_sub(1)?;
        Some(match Subject::ALL[self.at("subject", 0)[0] as usize] {
            Subject::Payment => State::Payment(Status::ALL[code]),
            Subject::Refund => State::Refund(RefundStatus::ALL[code]),
            Subject::Payout => State::Payout(PayoutStatus::ALL[code]),
            Subject::Settlement => State::Settlement(SettlementStatus::ALL[code]),
            Subject::Deposit => State::Deposit(DepositStatus::ALL[code]),
            Subject::Other => panic!("no state has another subject"),
        })
    }
}

fn assert_same(reading: &Reading, body: &[u8]) {
    let mut row = Row { cells: [u32::MAX; READING_CELLS], body };
    reading.write_cells(body, &mut row.cells);
    assert_eq!(Subject::ALL[row.at("subject", 0)[0] as usize], reading.subject());
    assert_eq!(Source::ALL[row.at("source", 0)[0] as usize], reading.source());
    assert_eq!(row.state(), reading.state());
    for (n, &note) in Note::ALL.iter().enumerate() {
        assert_eq!(row.at("notes", 0)[0] & 1 << n != 0, reading.notes().contains(note), "{note}");
    }
    let &[is_known, low, high] = row.at("confirmations", 0) else { panic!("three cells") };
    let confirmations = (is_known == 1).then(|| u64::from(high) << 32 | u64::from(low));
    assert_eq!(confirmations, reading.confirmations());
    assert_eq!(row.text("currency", 0), reading.currency(body).map(Into::into));
    for (n, &field) in TextField::ALL.iter().enumerate() {
        assert_eq!(row.text("texts", n), reading.text(field, body).map(Into::into), "{field}");
    }
    for (n, &field) in SumField::ALL.iter().enumerate() {
        let texts = [row.sum(n), reading.sum(field)].map(|sum| sum.map(|sum| sum.to_string()));
        assert_eq!(texts[0], texts[1], "{field}");
    }
    for (n, &field) in TimeField::ALL.iter().enumerate() {
        assert_eq!(row.time(n), reading.instant(field), "{field}");
    }
    let &[start, len] = row.at("object", 0) else { panic!("two cells") };
    let object = &body[start as usize..][..len as usize];
    assert_eq!(reading.others().of(object), reading.extra(body));
}

fn bytes(message: &Value) -> Vec<u8> {
    match (message["body"].as_str(), message["body_base64"].as_str()) {
        (_, Some(text)) => Base64::decode_vec(text).expect("base64"),
        (text, None) => text.unwrap_or_default().as_bytes().to_vec(),
    }
}

fn headers(message: &Value) -> Vec<(&str, &[u8])> {
    let pairs = message["headers"].as_array().into_iter().flatten();
    pairs.map(|pair| (pair[0].as_str().expect("text"), pair[1].as_str().expect("text").as_bytes())).collect()
}

#[test]
fn every_vector_that_reads_says_the_same_in_cells() {
    let mut seen = 0;
    for file in files() {
        let provider = file.json["provider"].as_str().unwrap_or_default();
        for case in file.cases() {
            let given = &case["given"];
            let Ok(account) = account(provider, &given["account"]) else { continue };
            let now = given["now"].as_str().and_then(|now| now.parse().ok()).unwrap_or_default();
            let message = if file.job() == "webhook" { given } else { &given["response"] };
            let (headers, body) = (headers(message), bytes(message));
            let status = message["status"].as_u64().and_then(|status| u16::try_from(status).ok());
            let response = Response::new(status.unwrap_or_default(), &headers, &body);
            let target = Target::from_json(&given["target"].to_string()).unwrap_or_default();
            let readings: Vec<Reading> = match file.job() {
                "parse" => account.read(&target, &response, now).into_iter().collect(),
                "parse_created" => account.read_created(&target, &response, now).into_iter().collect(),
                "page" => account
                    .read_page(&Listing::default(), &response, now)
                    .map_or_else(|_| Vec::new(), |page| page.readings),
                "webhook" => {
                    let mut webhook = Webhook::new(&headers, &body);
                    webhook.path = given["path"].as_str();
                    let Ok(receipt) = account.read_webhook(&webhook, now) else { continue };
                    let mut cells = [0; 4];
                    receipt.write_cells(&body, &mut cells);
                    let kind = text(&cells, group(RECEIPT_CELLS, "kind").at, &body);
                    assert!(kind.is_none_or(|kind| kind == receipt.kind(&body)));
                    let id = text(&cells, group(RECEIPT_CELLS, "event_id").at, &body);
                    assert!(id.is_none_or(|id| id == receipt.event_id(&body)));
                    receipt.readings().to_vec()
                }
                _ => continue,
            };
            for reading in &readings {
                assert_same(reading, &body);
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "only {seen} readings");
}

fn account(provider: &str, given: &Value) -> Result<Account, paystate::Error> {
    let groups = [&given["credentials"], &given["settings"]];
    let entries = groups.into_iter().filter_map(Value::as_object).flatten();
    let pairs = entries.flat_map(|(name, value)| {
        let one = std::slice::from_ref(value);
        let values = value.as_array().map_or(one, Vec::as_slice);
        values.iter().filter_map(|value| Some((name.as_str(), value.as_str()?)))
    });
    Account::new(provider, pairs.collect::<Vec<_>>())
}

/// Digits that need all 96 bits, a sign, and an instant before 1970.
#[test]
fn the_extremes_fit() {
    let account = Account::new("payin", []).expect("an account");
    let now = "2025-01-20T10:36:00Z".parse().expect("an instant");
    let body = br#"{"orderId":"\u00e9","status":"pending","amount":"-79228162514264337593543950335",
        "confirmedReceived":"0.0000000000000000000000000001","confirmations":18446744073709551615,
        "createdAt":"0001-01-01T00:00:00Z","completedAt":"1969-12-31T23:59:59.999Z"}"#;
    let reading = account.read(&Target::id("e"), &Response::new(200, &[], body), now).expect("an answer");
    assert_eq!(reading.confirmations(), Some(u64::MAX));
    assert!(reading.instant(TimeField::CompletedAt).is_some_and(|at| at.timestamp_millis() == -1));
    assert_same(&reading, body);
}

#[test]
fn the_groups_lie_side_by_side() {
    for groups in [CELLS, RECEIPT_CELLS] {
        let mut end = 0;
        for group in groups {
            assert_eq!(group.at, end, "{}", group.name);
            end += group.width * group.count;
        }
    }
}
