//! What lies deeper in a charge: who pays, and the page and the expiry of the method that is paid with.

use crate::error::Malformed;
use crate::json::NodeId;
use crate::wire::{Field, Fields};

/// The member of `transferDetails` that belongs to a payment method; every `PIX_…` has `pix`. Others may stand beside it
/// and say nothing of this charge.
static MEMBERS: &[(&str, &str)] = &[
    ("BOLETO", "boleto"),
    ("BANK_TRANSFER", "bankTransfer"),
    ("PIC_PAY", "picPay"),
    ("CREDIT_CARD", "card"),
    ("CARD", "card"),
    ("PAY_CASH", "payCash"),
    ("OXXO", "oxxo"),
    ("CLABE_ACCOUNT", "clabeAccount"),
    ("PSE", "pse"),
    ("NEQUI", "nequi"),
    ("BANCOLOMBIA_BUTTON", "bancolombiaButton"),
    ("BANCOLOMBIA_COLLECTION", "bancolombiaCashCollection"),
    ("PAGO_EFECTIVO", "pagoEfectivo"),
    ("BCP", "bcp"),
    ("WALLET", "wallet"),
    ("PAYVALIDA", "payvalida"),
    ("WEB_PAY", "webPay"),
    ("FINTOC", "fintoc"),
    ("SERVIFACIL", "servifacil"),
    ("PAGO46", "pago46"),
    ("SENCILLITO", "sencillito"),
    ("MACH", "mach"),
];

/// The names that an expiry has in one member or another.
const EXPIRIES: [&str; 3] = ["expiresAt", "expirationTime", "expirationDate"];
const LINK: &str = "paymentUrl";

/// Takes in what lies deeper. The objects themselves stay among the other fields, for there is more in them.
pub(super) fn fill(fields: &mut Fields<'_>) -> Result<(), Malformed> {
    let (doc, charge) = (fields.doc, fields.object);
    let object = |node: Option<NodeId>| node.map(|node| doc.object(node)).transpose();
    if let Some(payer) = object(doc.given(charge, "payer"))? {
        fields.set(Field::Payer, doc.get(payer, "name"));
    }
    let Some(details) = object(doc.given(charge, "transferDetails"))? else { return Ok(()) };
    let method = doc.given(charge, "paymentMethod").map(|method| doc.text(method).decode());
    let Some(member) = member_of(method.as_deref().unwrap_or_default().trim()) else {
        // A method of tomorrow: whichever page there is.
        let link = doc.children(details).find_map(|member| doc.given(member, LINK));
        fields.set(Field::Link, link);
        return Ok(());
    };
    if let Some(member) = object(doc.given(details, member))? {
        fields.set(Field::Link, doc.get(member, LINK));
        fields.set(Field::ExpiresAt, EXPIRIES.iter().find_map(|name| doc.given(member, name)));
    }
    Ok(())
}

fn member_of(method: &str) -> Option<&'static str> {
    if method.starts_with("PIX_") {
        return Some("pix");
    }
    MEMBERS.iter().find(|(known, _)| *known == method).map(|&(_, member)| member)
}
