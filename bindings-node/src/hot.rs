//! What is called for every message: answers, pages and webhooks, read into rows of cells on the desk.

use chrono::{DateTime, Utc};
use napi::{Env, JsString};
use napi_derive::napi;
use paystate::{
    Account, Error, HeaderPair, Listing, MisuseReason, Reading, Response, Subject, Target, Webhook,
};
use serde_json::json;

use crate::desk::{
    ACCOUNT, COUNT, Desk, HEADERS, HTTP_STATUS, Handle, MOST_ROWS, PATH, RECEIPT, REPLY, ROW_WORDS, ROWS,
    Room, TARGET_ID, TARGET_REFERENCE, TARGET_SUBJECT, account, desk, number, number_of, with_room,
    write_row, write_rows,
};
use crate::guard::{Trouble, argument, of_reply};

/// Reads the answer to a query. Gives back its body, a character for each byte: a copy of what was read.
#[napi]
pub fn parse(env: &Env, desk_number: u32) -> napi::Result<JsString<'_>> {
    read_one(env, desk_number, Account::read)
}

/// Reads the answer to a create, in the same way.
#[napi]
pub fn parse_created(env: &Env, desk_number: u32) -> napi::Result<JsString<'_>> {
    read_one(env, desk_number, Account::read_created)
}

type Read = fn(&Account, &Target, &Response<'_>, DateTime<Utc>) -> Result<Reading, Error>;

fn read_one(env: &Env, desk_number: u32, read: Read) -> napi::Result<JsString<'_>> {
    with_room(|room| {
        let Room { desks, accounts, others, target, .. } = room;
        let desk = desk(desks, desk_number)?;
        // Moving a reading costs as much as reading some fields, so it goes no further than its cells.
        let mut cells = [0; ROW_WORDS];
        with_call(desk, accounts, |call| {
            let headers = call.headers()?;
            let response = call.response(&headers)?;
            call.write_target(target)?;
            let reading = read(call.account, target, &response, call.desk.now()?)?;
            write_row(&mut cells, others, &reading, call.desk.body()?);
            Ok(())
        })?;
        desk.put_row(&cells);
        body_of(env, desk)
    })
}

/// The body that was read, a character for each byte. Strings cannot change.
fn body_of<'e>(env: &'e Env, desk: &Desk) -> Result<JsString<'e>, Trouble> {
    env.create_string_latin1(desk.body()?).map_err(|_| Trouble::Broken)
}

/// Reads a page of a list: `{"next", "total"}`. Rows that the desk has no room for are fetched with [`rows`], and the body
/// with [`take_body`].
#[napi]
pub fn parse_page(desk_number: u32, listing: String) -> napi::Result<String> {
    with_room(|room| {
        let Room { desks, accounts, others, pending, .. } = room;
        let desk = desk(desks, desk_number)?;
        let page = with_call(desk, accounts, |call| {
            let listing = argument("listing", Listing::from_json(&listing))?;
            let headers = call.headers()?;
            Ok(call.account.read_page(&listing, &call.response(&headers)?, call.desk.now()?)?)
        })?;
        let told = json!({"next": page.next, "total": page.total});
        write_rows(desk, others, &page.readings)?;
        desk.put(COUNT, &[number(page.readings.len())]);
        *pending = if page.readings.len() > MOST_ROWS { page.readings } else { Vec::new() };
        Ok(told.to_string())
    })
}

/// Gives the body that was read, a character for each byte.
#[napi]
pub fn take_body(env: &Env, desk_number: u32) -> napi::Result<JsString<'_>> {
    with_room(|room| body_of(env, desk(&mut room.desks, desk_number)?))
}

/// Verifies a webhook and reads it; gives its body, as [`parse`] does. Rows that the desk has no room for are fetched with
/// [`rows`].
#[napi]
pub fn receive(env: &Env, desk_number: u32) -> napi::Result<JsString<'_>> {
    with_room(|room| {
        let Room { desks, accounts, others, replies, pending, .. } = room;
        let desk = desk(desks, desk_number)?;
        let (mut cells, mut texts) = ([0; 4], String::new());
        let receipt = with_call(desk, accounts, |call| {
            let (headers, body) = (call.headers()?, call.desk.body()?);
            let mut webhook = Webhook::new(&headers, body);
            webhook.path = call.path;
            let receipt = call.account.read_webhook(&webhook, call.desk.now()?)?;
            receipt.write_cells(body, &mut cells);
            // What does not stand in the body comes as text, its length where else its place is.
            let [id_at, id_len, kind_at, kind_len] = &mut cells;
            if *id_len == 0 {
                *id_at = push(&mut texts, &receipt.event_id(body));
            }
            if *kind_len == 0 {
                *kind_at = push(&mut texts, &receipt.kind(body));
            }
            Ok(receipt)
        })?;
        desk.leave_texts(texts);
        desk.put(RECEIPT, &cells);
        desk.put(REPLY, &[number_of(replies, receipt.reply())]);
        let readings = receipt.readings();
        write_rows(desk, others, readings)?;
        desk.put(COUNT, &[number(readings.len())]);
        *pending = if readings.len() > MOST_ROWS { readings.to_vec() } else { Vec::new() };
        body_of(env, desk)
    })
}

/// Adds a text; how many bytes it has.
fn push(texts: &mut String, text: &str) -> u32 {
    texts.push_str(text);
    number(text.len())
}

/// Puts the rows from `from` on onto the desk; past the last one, forgets them.
#[napi]
pub fn rows(desk_number: u32, from: u32) -> napi::Result<()> {
    with_room(|room| {
        let Room { desks, others, pending, .. } = room;
        let desk = desk(desks, desk_number)?;
        match pending.get(from as usize..) {
            // A last one alone has its place on the desk all the same.
            Some([last]) => {
                let mut words = [0; ROW_WORDS];
                write_row(&mut words, others, last, desk.body()?);
                desk.put(ROWS, &words);
            }
            Some(rest @ [_, ..]) => write_rows(desk, others, rest)?,
            Some([]) | None => *pending = Vec::new(),
        }
        Ok(())
    })
}

/// Reads the answer to a question for a history.
#[napi]
pub fn parse_timeline(desk_number: u32) -> napi::Result<String> {
    with_room(|room| {
        let Room { desks, accounts, .. } = room;
        let timeline = with_call(desk(desks, desk_number)?, accounts, |call| {
            let headers = call.headers()?;
            let response = call.response(&headers)?;
            Ok(call.account.parse_timeline(&call.target()?, &response, call.desk.now()?)?)
        })?;
        serde_json::to_string(&timeline).map_err(|_| Trouble::Broken)
    })
}

/// Reads the answer to a question for an access token.
#[napi]
pub fn parse_token(desk_number: u32) -> napi::Result<String> {
    with_room(|room| {
        let Room { desks, accounts, .. } = room;
        let token = with_call(desk(desks, desk_number)?, accounts, |call| {
            let headers = call.headers()?;
            Ok(call.account.parse_token(&call.response(&headers)?, call.desk.now()?)?)
        })?;
        let ms = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_millis());
        let (expires_at, renew_at) = (ms(token.expires_at), ms(token.renew_at));
        let told = json!({"accessToken": token.access_token(), "expiresAt": expires_at, "renewAt": renew_at});
        Ok(told.to_string())
    })
}

/// The names that the table of that number has a field for, as JSON: what is under another one is in `extra`.
#[napi]
pub fn known_names(others: u32) -> napi::Result<String> {
    with_room(|room| {
        let others = room.others.get(others as usize).ok_or(Trouble::Broken)?;
        Ok(json!(others.known().collect::<Vec<_>>()).to_string())
    })
}

/// The reply of that number, as JSON.
#[napi]
pub fn reply(number: u32) -> napi::Result<String> {
    with_room(|room| {
        let reply = room.replies.get(number as usize).ok_or(Trouble::Broken)?;
        Ok(of_reply(reply).to_string())
    })
}

/// The members of a provider's object that an observation has no field for, as JSON; `others` is their table's number.
#[napi]
pub fn extra(others: u32, object: &[u8]) -> napi::Result<String> {
    with_room(|room| {
        let others = room.others.get(others as usize).ok_or(Trouble::Broken)?;
        serde_json::to_string(&others.of(object)).map_err(|_| Trouble::Broken)
    })
}

/// What lies on the desk for a call that reads.
struct Call<'a> {
    desk: &'a Desk,
    account: &'a Account,
    id: Option<&'a str>,
    reference: Option<&'a str>,
    path: Option<&'a str>,
    headers: &'a str,
}

/// Takes apart what lies on the desk, and hands it to `read`.
fn with_call<T>(
    desk: &Desk,
    accounts: &[Option<Handle>],
    read: impl FnOnce(&Call<'_>) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let account = &account(accounts, desk.word(ACCOUNT))?.account;
    let mut texts = Texts(desk.texts()?);
    let call = Call {
        desk,
        account,
        id: texts.next(desk.size(TARGET_ID))?,
        reference: texts.next(desk.size(TARGET_REFERENCE))?,
        path: texts.next(desk.size(PATH))?,
        headers: texts.0,
    };
    read(&call)
}

impl Call<'_> {
    fn target(&self) -> Result<Target, Trouble> {
        let mut target = Target::default();
        self.write_target(&mut target)?;
        Ok(target)
    }

    fn write_target(&self, target: &mut Target) -> Result<(), Trouble> {
        let subject = Subject::ALL.get(self.desk.word(TARGET_SUBJECT) as usize);
        target.subject = *subject.ok_or(Trouble::Broken)?;
        for (slot, text) in [(&mut target.id, self.id), (&mut target.reference, self.reference)] {
            match text {
                None => *slot = None,
                Some(text) => text.clone_into(slot.get_or_insert_default()),
            }
        }
        Ok(())
    }

    /// Names and values. A zero byte inside of one would make two of it.
    fn headers(&self) -> Result<Vec<HeaderPair<'_>>, Trouble> {
        let count = self.desk.word(HEADERS) as usize;
        let mut parts = self.headers.split('\0');
        let pairs = (0..count).map_while(|_| Some((parts.next()?, parts.next()?.as_bytes())));
        let pairs: Vec<HeaderPair<'_>> = pairs.collect();
        let whole = pairs.len() == count && (count == 0 || parts.next().is_none());
        if whole { Ok(pairs) } else { Err(Trouble::Given("headers", MisuseReason::ControlCharacter)) }
    }

    fn response<'h>(&'h self, headers: &'h [HeaderPair<'h>]) -> Result<Response<'h>, Trouble> {
        let status = u16::try_from(self.desk.word(HTTP_STATUS)).map_err(|_| Trouble::Broken)?;
        Ok(Response::new(status, headers, self.desk.body()?))
    }
}

/// Texts that stand one behind the other.
pub(crate) struct Texts<'a>(pub(crate) &'a str);

impl<'a> Texts<'a> {
    /// The next text, of that many bytes; `None` is a text that is absent.
    pub(crate) fn next(&mut self, len: Option<usize>) -> Result<Option<&'a str>, Trouble> {
        let Some(len) = len else { return Ok(None) };
        let (text, rest) = self.0.split_at_checked(len).ok_or(Trouble::Broken)?;
        self.0 = rest;
        Ok(Some(text))
    }
}
