//! An access token that a provider lends. It does not print.

use crate::scalars::Instant;

/// An access token and how long it is good. It does not print.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct Token {
    /// The token itself.
    pub access_token: String,
    /// When it expires, where the provider says so.
    #[uniffi(default = None)]
    pub expires_at: Option<Instant>,
    /// When to ask for the next one: some time before it expires.
    #[uniffi(default = None)]
    pub renew_at: Option<Instant>,
}

impl From<paystate::Token> for Token {
    fn from(token: paystate::Token) -> Self {
        let access_token = token.access_token().to_owned();
        Self { access_token, expires_at: token.expires_at, renew_at: token.renew_at }
    }
}

impl From<Token> for paystate::Token {
    fn from(Token { access_token, expires_at, renew_at }: Token) -> Self {
        let mut token = Self::new(access_token, expires_at);
        token.renew_at = renew_at;
        token
    }
}
