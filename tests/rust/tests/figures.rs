//! What a profile tells a reader of its figures is what the verbs do. The poll plan's figures are measured in `plan.rs`, where
//! its laws are.

mod support;

use chrono::TimeDelta;
use paystate::{Account, ErrorKind, Json, Listing, Order, Price, Profile, Target, Verb, Webhook, providers};
use support::{account, now};

/// The first number of a figure's text, if the profile has that figure.
fn told(profile: &Profile, name: &str) -> Option<u64> {
    let figure = profile.figures.iter().find(|figure| figure.name == name)?;
    if figure.value == "none" {
        return Some(0);
    }
    let digits = figure.value.split(|c: char| !c.is_ascii_digit()).next().expect("a text");
    Some(digits.parse().expect("a figure begins with its number"))
}

/// Seconds of a figure in seconds or minutes.
fn seconds(profile: &Profile, name: &str) -> Option<u64> {
    let figure = profile.figures.iter().find(|figure| figure.name == name)?;
    let unit = if figure.value.contains(" min") { 60 } else { 1 };
    told(profile, name).map(|number| number * unit)
}

/// Runs `check` with each profile that has the figure; how many have it.
fn each(name: &str, check: impl Fn(&Account, u64)) -> usize {
    let having: Vec<_> = providers().filter_map(|profile| Some((profile, told(profile, name)?))).collect();
    for (profile, figure) in &having {
        check(&account(profile), *figure);
    }
    having.len()
}

#[test]
fn a_webhook_is_tolerated_as_long_as_told() {
    let having = each("webhook tolerance", |account, seconds| {
        let body = b"{}";
        let signed = account.sign_webhook(body, now()).expect("a signature");
        let headers = signed.header_pairs();
        let reason = |seconds: i64| {
            let error =
                account.receive(&Webhook::new(&headers, body), now() + TimeDelta::seconds(seconds)).err();
            error.filter(|error| error.kind() == ErrorKind::Unauthentic).and_then(|error| error.reason())
        };
        let seconds = i64::try_from(seconds).expect("seconds");
        let found = [-seconds - 1, -seconds, seconds, seconds + 1].map(reason);
        assert_eq!(found, [Some("future"), None, None, Some("stale")], "{}", account.profile().name);
    });
    assert_eq!(having, providers().count());
}

#[test]
fn a_window_is_as_long_as_told() {
    let mut having = 0;
    for profile in providers() {
        let Some(window) = seconds(profile, "payment window") else { continue };
        having += 1;
        let order = Order::new("R-1", Price::new("1.00", "USDT"));
        let payment = account(profile).open_order(&order, now()).expect("a record");
        let ends = payment.window_ends_at.expect("a window");
        assert_eq!((ends - now()).num_seconds().unsigned_abs(), window, "{}", profile.name);
        let grace = payment.grace_ends_at.map_or(0, |at| (at - ends).num_seconds().unsigned_abs());
        assert_eq!(grace, seconds(profile, "grace period").unwrap_or(0), "{}", profile.name);
    }
    assert!(having > 1);
}

#[test]
fn a_reference_is_as_long_as_told() {
    let passed = |account: &Account, most: u64, reference: &str| {
        let mut order = Order::new(reference, Price::new("1.00", "USDT"));
        order.network = Some("stellar".to_owned());
        order.extra = Some(Json::object([("cryptocurrency", "USDC"), ("merchantWallet", "w")]));
        let error = account.create(&order, now()).err();
        error.filter(|error| error.field() == Some("reference")).map(|error| error.limit())
            == Some(Some(most))
    };
    let having = each("reference", |account, most| {
        let long = "é".repeat(usize::try_from(most).expect("a length"));
        assert!(!passed(account, most, &long), "{}", account.profile().name);
        assert!(passed(account, most, &format!("{long}x")), "{}", account.profile().name);
    });
    // A key, which goes into a path, counts its bytes.
    let keys = each("key", |account, most| {
        let limit =
            |key: String| account.query(&Target::reference(key), now()).err().and_then(|error| error.limit());
        let long = "k".repeat(usize::try_from(most).expect("a length"));
        assert_eq!(limit(long.clone()), None);
        assert_eq!(limit(long + "k"), Some(most));
    });
    assert_eq!(having + keys, providers().count());
}

#[test]
fn a_page_has_as_many_rows_as_told() {
    let having = each("rows a page", |account, most| {
        let most = u32::try_from(most).expect("a number of rows");
        let limit = |limit| {
            let listing = Listing { limit: Some(limit), ..Listing::default() };
            account.list(&listing, now()).err().and_then(|error| error.limit())
        };
        assert_eq!((limit(most), limit(most + 1)), (None, Some(most.into())), "{}", account.profile().name);
    });
    assert_eq!(having, providers().filter(|profile| profile.verbs.contains(&Verb::List)).count());
}
