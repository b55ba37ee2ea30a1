//! The scenes of the day. Each is true to what PayIn's pages and code let happen, or to what the network and people do.
//!
//! Seconds count from the order. The window ends at 600, the grace period at 900.

use chrono::TimeDelta;
use rust_decimal::Decimal;

use super::world::{Event, Scene, Seal};

type Write = fn(&mut Scene<'_>);

const WINDOW_ENDS: u32 = 600;
const GRACE_ENDS: u32 = 900;

pub(crate) const SCENES: &[(&str, Write)] = &[
    ("paid in time, and told more than once", paid_in_time),
    ("a question is faster than the webhook", asked_first),
    ("paid short, then topped up", topped_up),
    ("paid too much, with a word that nobody documents", overpaid),
    ("expired; late money, found by the hourly question", late_money),
    ("expired with a part of the money", part_of_the_money),
    ("expired, whatever the crooks say", forged),
    ("the provider has a bad day", bad_day),
    ("the provider says two things", contradiction),
    ("paid in another currency", other_currency),
    ("another payment's message", other_payment),
    ("a deposit under the same reference", deposit),
    ("given up, and then money moves", moves_again),
    ("paid, and paid back by hand", paid_back),
    ("a create that timed out", timed_out),
    ("an order that was made elsewhere", made_elsewhere),
    ("a currency that PayIn does not know", no_such_currency),
];

fn minutes(scene: &mut Scene<'_>, least: u32, most: u32) -> u32 {
    scene.dice.between(least * 60, most * 60)
}

fn paid_in_time(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    scene.webhook(2, "order.created", "pending");
    let paid = minutes(scene, 2, 8);
    scene.answers(paid, "completed");
    let mut told = paid + scene.dice.between(1, 6);
    for pause in [1, 2, 4].into_iter().take(scene.dice.between(2, 3) as usize) {
        scene.webhook(told, "order.completed", "completed");
        told += pause;
    }
    let back = paid + scene.dice.between(3, 30);
    scene.redirect(back, "completed");
}

fn asked_first(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let paid = minutes(scene, 1, 7);
    scene.answers(paid, "completed");
    let told = paid + minutes(scene, 2, 4);
    scene.webhook(told, "order.completed", "completed");
    scene.webhook(told + 3, "order.created", "pending");
}

fn topped_up(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let short = a_part(scene);
    let first = minutes(scene, 1, 3);
    scene.answers_with(first, "completed", Some(short));
    let second = first + minutes(scene, 4, 9);
    scene.answers_with(second, "completed", Some(scene.story.price));
    scene.redirect(second + 10, "completed");
}

fn overpaid(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let paid = minutes(scene, 2, 6);
    let sum = scene.story.price + a_part(scene);
    scene.answers_with(paid, "overpaid", Some(sum));
    let settled = paid + scene.dice.between(70, 130);
    scene.answers_with(settled, "completed", Some(sum));
}

fn late_money(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    scene.answers(GRACE_ENDS, "expired");
    scene.redirect(GRACE_ENDS + 20, "expired");
    let paid = GRACE_ENDS + minutes(scene, 10, 50);
    scene.answers_with(paid, "completed", Some(scene.story.price));
    let by_hand = GRACE_ENDS + minutes(scene, 65, 80);
    scene.happens(by_hand, Event::Settle(true, false));
    scene.webhook(by_hand + 30, "order.completed", "completed");
}

fn part_of_the_money(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let sum = a_part(scene);
    let paid = minutes(scene, 3, 9);
    scene.answers_with(paid, "underpaid", Some(sum));
    scene.answers_with(GRACE_ENDS, "expired", Some(sum));
}

fn forged(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let at = scene.story.opened_at + TimeDelta::minutes(1);
    let claim = scene.story.data(scene.story.price, "completed", at);
    let seals = [Seal::Forged, Seal::Recorded(20), Seal::Recorded(-20), Seal::Missing];
    for (nth, seal) in (1..).zip(seals) {
        let second = nth * 100 + scene.dice.between(0, 60);
        scene.message(second, "order.completed", &claim, seal);
    }
    scene.answers(GRACE_ENDS, "expired");
    scene.webhook(GRACE_ENDS, "order.expired", "expired");
}

fn bad_day(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let limited =
        r#"{"error":"Rate limit exceeded","code":"RATE_LIMIT_EXCEEDED","statusCode":429,"retryAfter":60}"#;
    scene.trouble(30, 429, limited);
    scene.trouble(200, 503, "<html>Service Unavailable</html>");
    scene.trouble(300, 200, r#"{"orderId":"ord_"#);
    let settled = GRACE_ENDS + minutes(scene, 2, 4);
    scene.answers(settled, "completed");
}

fn contradiction(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let paid = minutes(scene, 3, 9);
    scene.answers(paid, "completed");
    scene.webhook(paid + 2, "order.completed", "completed");
    scene.webhook(GRACE_ENDS + 1, "order.expired", "expired");
}

fn other_currency(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let paid = minutes(scene, 2, 8);
    scene.answers_in(paid, "completed", "USDC");
    let by_hand = WINDOW_ENDS + minutes(scene, 10, 20);
    scene.happens(by_hand, Event::Settle(false, true));
}

fn other_payment(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let paid = minutes(scene, 5, 9);
    let twin = format!("ord_{}", scene.dice.hex(12));
    let data = scene.story.data(scene.story.price, "completed", scene.story.opened_at);
    let told = scene.dice.between(60, 240);
    scene.message(told, "order.completed", &data.replace(&scene.story.id, &twin), Seal::Genuine);
    scene.answers(paid, "completed");
    scene.webhook(paid + 2, "order.completed", "completed");
}

fn deposit(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let (reference, price) = (&scene.story.reference, scene.story.price);
    let data = format!(
        r#"{{"depositReference":"{reference}","token":"USDT","chain":"ethereum-mainnet","amount":"{price}","txHash":"0xd1","blockNumber":"18500000"}}"#
    );
    let told = scene.dice.between(60, 240);
    scene.message(told, "deposit.completed", &data, Seal::Genuine);
    let paid = minutes(scene, 5, 9);
    scene.answers(paid, "completed");
    scene.webhook(paid + 2, "order.completed", "completed");
}

fn moves_again(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    scene.webhook(GRACE_ENDS, "order.expired", "expired");
    scene.answers(GRACE_ENDS, "expired");
    let sum = a_part(scene);
    scene.answers_with(GRACE_ENDS + 60, "underpaid", Some(sum));
    let swept = GRACE_ENDS + minutes(scene, 3, 6);
    scene.happens(swept, Event::Sweep);
    let paid = swept + minutes(scene, 4, 8);
    scene.answers_with(paid, "completed", Some(scene.story.price));
    scene.happens(paid + 1200, Event::Settle(true, false));
}

fn paid_back(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    let paid = minutes(scene, 2, 9);
    scene.answers(paid, "completed");
    scene.webhook(paid + 1, "order.completed", "completed");
    let back = paid + minutes(scene, 20, 40);
    scene.happens(back, Event::PaidBack);
}

fn timed_out(scene: &mut Scene<'_>) {
    scene.happens(0, Event::Order);
    scene.trouble(0, 504, "");
    let paid = minutes(scene, 2, 9);
    scene.answers(paid, "completed");
    scene.webhook(paid + 1, "order.completed", "completed");
}

fn made_elsewhere(scene: &mut Scene<'_>) {
    let (id, reference) = (scene.story.id.clone(), scene.story.reference.clone());
    let data = format!(r#"{{"order_id":"{id}","order_reference":"{reference}"}}"#);
    scene.message(0, "order.created", &data, Seal::Genuine);
    let paid = minutes(scene, 2, 9);
    scene.answers(paid, "completed");
    scene.message(paid + 1, "order.completed", &data, Seal::Genuine);
}

fn no_such_currency(scene: &mut Scene<'_>) {
    scene.story.currency = "BTC";
    scene.happens(0, Event::Order);
}

/// A third to two thirds of the price.
fn a_part(scene: &mut Scene<'_>) -> Decimal {
    let percent = Decimal::new(scene.dice.between(33, 67).into(), 2);
    (scene.story.price * percent).round_dp(2)
}
