//! A program without `std` that reads an answer and a webhook: its own allocator and panic handler, and no other.
//!
//! It is built, and not run. Where `std` is linked by any dependency, the panic handler is there twice and the build
//! fails; `check.sh` shows both.
#![no_std]

extern crate alloc;

// Only a crate that is named is linked.
#[cfg(feature = "control")]
extern crate serde_json as _;

use core::alloc::{GlobalAlloc, Layout};
use core::cell::UnsafeCell;
use core::panic::PanicInfo;
use core::sync::atomic::{AtomicUsize, Ordering};

use paystate::{Account, Action, Error, Response, Target, Webhook};

const ARENA: usize = 1 << 20;

/// An allocator that gives out one block after another, and takes none back.
struct Arena {
    bytes: UnsafeCell<[u8; ARENA]>,
    used: AtomicUsize,
}

// SAFETY: each byte is given out once, by an atomic counter.
unsafe impl Sync for Arena {}

// SAFETY: every block is in the arena, aligned, and apart from all others.
unsafe impl GlobalAlloc for Arena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let room = layout.size() + layout.align();
        let begin = self.used.fetch_add(room, Ordering::Relaxed);
        if begin + room > ARENA {
            return core::ptr::null_mut();
        }
        // SAFETY: the block ends before the arena does.
        let block = unsafe { self.bytes.get().cast::<u8>().add(begin) };
        // SAFETY: there is room for one alignment more than the size.
        unsafe { block.add(block.align_offset(layout.align())) }
    }

    unsafe fn dealloc(&self, _block: *mut u8, _layout: Layout) {}
}

#[global_allocator]
static ARENA_OF_ALL: Arena = Arena { bytes: UnsafeCell::new([0; ARENA]), used: AtomicUsize::new(0) };

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// Asks, reads, verifies and judges: 1 where the money is here.
#[unsafe(no_mangle)]
pub extern "C" fn paystate_checks() -> i32 {
    i32::from(is_paid().unwrap_or(false))
}

fn is_paid() -> Result<bool, Error> {
    let account = Account::new("payin", [("api_key", "k"), ("webhook_secret", "s")])?;
    let now = chrono::DateTime::UNIX_EPOCH;
    let request = account.query(&Target::id("o"), now)?;
    let body = br#"{"orderId":"o","status":"completed","amount":"1.50","currency":"USDT"}"#;
    let seen = account.parse(&Target::id("o"), &Response::new(200, &[], body), now)?;
    let event = br#"{"id":"e","type":"order.completed","data":{"orderId":"o","status":"completed"}}"#;
    let signed = account.sign_webhook(event, now)?;
    let receipt = account.receive(&Webhook::new(&signed.header_pairs(), event), now)?;
    let progress = account.open_seen(&seen, now)?.advance(&seen, now);
    let stored = progress.payment.to_json();
    Ok(progress.action == Action::Fulfill
        && !request.url().is_empty()
        && receipt.reply.status == 200
        && !stored.is_empty())
}
