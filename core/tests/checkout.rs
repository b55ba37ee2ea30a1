//! The loop that README prints does what README says: one order is fulfilled once, whatever is refused, repeated,
//! forged, or written by another worker in between.

// Its `main` is not called here.
#[allow(dead_code)]
#[path = "../examples/checkout.rs"]
mod checkout;

#[test]
fn one_order_is_fulfilled_once() {
    let lines = checkout::run().unwrap();
    assert_eq!(
        lines,
        [
            "POST https://app.payin.com/api/v1/orders",
            "wait",
            "ask again at 00:00:10",
            "pay to TXYZ",
            "GET https://app.payin.com/api/v1/orders/ord_1",
            "ask again at 00:02:10",
            "refused: rate_limited (HTTP 429)",
            "job: hand over what was bought",
            "replied 200 {\"received\":true}",
            "rest",
            "replied 200 {\"received\":true}",
            "replied 401 unauthorized",
        ]
    );
}
