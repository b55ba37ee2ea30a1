//! A tour: what the providers' own messages mean, then a day at a shop that lives on one of them.
//!
//! There is no network and no clock in it. `cargo run --example demo -- 7` tells the day of seed 7.

mod dice;
mod documents;
mod paint;
mod report;
mod scenes;
mod shop;
mod world;

use std::error::Error;
use std::io::{ErrorKind, IsTerminal, Write, stdout};
use std::{env, fmt};

pub(crate) use paint::Paint;
use paint::Sheet;
use shop::Shop;
use world::World;

const DEFAULT_SEED: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let seed =
        env::args().nth(1).map_or(Ok(DEFAULT_SEED), |text| text.parse().map_err(|_| NotASeed(text)))?;
    let paint = Paint::of(stdout().is_terminal(), env::var_os("NO_COLOR").as_deref());
    match stdout().lock().write_all(tour(seed, paint)?.as_bytes()) {
        // A pager that was closed early.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// The whole tour as one text.
pub(crate) fn tour(seed: u64, paint: Paint) -> Result<String, paystate::Error> {
    let mut sheet = Sheet::new(paint);
    let mut chapter = 0;
    let mut next = |sheet: &mut Sheet, title: &str| {
        chapter += 1;
        sheet.title(&format!("{chapter}. {title}"));
    };
    for (name, read) in documents::CHAPTERS {
        next(&mut sheet, &format!("What {name} says, and what it means"));
        read(&mut sheet)?;
        sheet.blank();
    }

    let (world, shop) = day(seed)?;
    next(&mut sheet, &format!("A day at a shop that sells through PayIn (seed {seed})"));
    report::log(&mut sheet, &shop, &world);
    sheet.blank();
    next(&mut sheet, "Order by order");
    report::timelines(&mut sheet, &shop, &world);
    next(&mut sheet, "In all");
    report::summary(&mut sheet, &shop, &world);
    Ok(sheet.finish())
}

/// The day of a seed.
pub(crate) fn day(seed: u64) -> Result<(World, Shop), paystate::Error> {
    let mut world = World::new(seed)?;
    let shop = Shop::day(&mut world)?;
    Ok((world, shop))
}

struct NotASeed(String);

impl fmt::Debug for NotASeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a seed is a whole number, 0 or more; {:?} is none", self.0)
    }
}

impl fmt::Display for NotASeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl Error for NotASeed {}
