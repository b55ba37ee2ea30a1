//! An access token that a provider lends: asked for, read, and handed to an account. It does not print.

use alloc::string::String;
use core::fmt;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

/// An access token and how long it is good. It does not print, and is wiped when dropped.
///
/// ```
/// use paystate::{Account, Response};
/// # let now = "2025-01-20T10:36:00Z".parse().unwrap();
///
/// let account = Account::new("liquido", [])?;
/// let body = br#"{"access_token":"t-1","expires_in":3600,"token_type":"Bearer"}"#;
/// let token = account.parse_token(&Response::new(200, &[], body), now)?;
/// assert!(token.renew_at < token.expires_at, "there is time to ask for the next one");
/// assert!(account.with_token(&token).is_ok());
/// assert!(!format!("{token:?}").contains("t-1"));
/// # Ok::<(), paystate::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    secret: Zeroizing<String>,
    /// When it expires, where the provider says so.
    pub expires_at: Option<DateTime<Utc>>,
    /// When to ask for the next one: some time before it expires.
    pub renew_at: Option<DateTime<Utc>>,
}

impl Token {
    /// A token, for instance one that was stored.
    ///
    /// ```
    /// let token = paystate::Token::new("eyJ…", None);
    /// assert!(!format!("{token:?}").contains("eyJ"));
    /// ```
    #[must_use]
    pub fn new(access_token: impl Into<String>, expires_at: Option<DateTime<Utc>>) -> Self {
        Self { secret: Zeroizing::new(access_token.into()), expires_at, renew_at: expires_at }
    }

    /// The same token, to be renewed at that instant.
    pub(crate) fn renewed_at(mut self, renew_at: Option<DateTime<Utc>>) -> Self {
        self.renew_at = renew_at;
        self
    }

    /// The token itself.
    ///
    /// ```
    /// assert_eq!(paystate::Token::new("t-1", None).access_token(), "t-1");
    /// ```
    #[must_use]
    pub fn access_token(&self) -> &str {
        &self.secret
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token {{ expires_at: {:?}, renew_at: {:?} }}", self.expires_at, self.renew_at)
    }
}
