//! Liquido's access tokens: an OAuth client asks for one and carries it until it expires (RFC 6749 §4.4).

use alloc::format;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Liquido, refusal};
use crate::error::Error;
use crate::http::{Request, Response, instant_after, percent_encode};
use crate::json::{Doc, Nodes};
use crate::time;
use crate::token::Token;
use crate::wire::{Field, Wire};

/// How long before its end a token is renewed, in seconds: ours. A shorter-lived one is renewed halfway.
const RENEW_BEFORE_S: u64 = 60;

static TOKEN: Wire = Wire::new(&[&[("access_token", Field::AccessToken), ("expires_in", Field::ExpiresIn)]]);

impl Liquido {
    pub(super) fn ask_token(&self) -> Result<Request, Error> {
        let (id, secret) = (self.client_id.need()?, self.client_secret.need()?);
        let (id, secret) = (percent_encode(id), percent_encode(secret));
        let form = format!("client_id={id}&client_secret={secret}&grant_type=client_credentials");
        Ok(Request::new("POST", self.auth_url.clone()).with_secret_form(form))
    }
}

pub(super) fn read_token(response: &Response<'_>, now: DateTime<Utc>) -> Result<Token, Error> {
    if !response.is_success() {
        return Err(refusal::refuse_token(response, now));
    }
    let mut nodes = Nodes::new();
    let doc = Doc::read(response.body, &mut nodes)?;
    let answer = TOKEN.gather(doc, doc.object(Doc::ROOT)?)?;
    let token = answer.word(Field::AccessToken)?.ok_or_else(|| Field::AccessToken.missing())?;
    let token = doc.text(token).decode();
    let Some(life) = answer.whole(Field::ExpiresIn)? else { return Ok(Token::new(token, None)) };
    let end = instant_after(now, life).and_then(|end| time::from_ms(end.timestamp_millis()));
    let end = end.ok_or_else(|| answer.bad_value(Field::ExpiresIn))?;
    let before = TimeDelta::seconds((life / 2).min(RENEW_BEFORE_S).cast_signed());
    Ok(Token::new(token, Some(end)).renewed_at(Some(end - before)))
}
