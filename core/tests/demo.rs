//! The demo keeps its promises: 80 columns, no escape codes unless a terminal wants them, one day a seed, and every word
//! of the library said at least once.
#![allow(clippy::redundant_closure_for_method_calls)] // the type of an entry is private to the demo

use std::ffi::OsStr;

use demo::Paint;
use paystate::{Action, ErrorKind, Stage, Step, Verdict};

// Its `main` is not called here.
#[allow(dead_code)]
#[path = "../examples/demo/main.rs"]
mod demo;

const SEEDS: std::ops::Range<u64> = 0..25;

const fn plain() -> Paint {
    Paint::of(false, None)
}

#[test]
fn no_line_is_too_wide_and_none_ends_in_blanks() {
    for seed in SEEDS {
        for line in demo::tour(seed, plain()).unwrap().lines() {
            assert!(line.chars().count() <= 80, "seed {seed}: {line}");
            assert_eq!(line, line.trim_end(), "seed {seed}");
        }
    }
}

#[test]
fn colors_are_for_a_terminal_that_wants_them() {
    let has_escapes = |paint| demo::tour(1, paint).unwrap().contains('\u{1b}');
    assert!(!has_escapes(Paint::of(false, None)));
    assert!(!has_escapes(Paint::of(true, Some(OsStr::new("1")))));
    assert!(!has_escapes(Paint::of(true, Some(OsStr::new("")))));
    assert!(has_escapes(Paint::of(true, None)));
}

#[test]
fn colors_change_nothing_but_colors() {
    let mut text = demo::tour(1, Paint::of(true, None)).unwrap();
    for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[33m"] {
        text = text.replace(code, "");
    }
    let trimmed: String = text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    assert_eq!(trimmed, demo::tour(1, plain()).unwrap());
}

#[test]
fn a_seed_tells_one_day() {
    let tour = |seed| demo::tour(seed, plain()).unwrap();
    for seed in SEEDS {
        assert_eq!(tour(seed), tour(seed));
    }
    assert_ne!(tour(1), tour(2));
    assert!(tour(u64::MAX).contains("seed 18446744073709551615"));
}

#[test]
fn every_word_is_said() {
    for seed in SEEDS {
        let (_, shop) = demo::day(seed).unwrap();
        let progresses = || shop.log.iter().filter_map(|entry| entry.progress());
        for step in Step::ALL {
            assert!(progresses().any(|progress| progress.step == *step), "seed {seed}: {step}");
        }
        for verdict in Verdict::ALL {
            assert!(progresses().any(|progress| progress.verdict == *verdict), "seed {seed}: {verdict}");
        }
        for action in Action::ALL {
            assert!(progresses().any(|progress| progress.action == *action), "seed {seed}: {action}");
        }
        for kind in ErrorKind::ALL {
            let mut errors = shop.log.iter().filter_map(|entry| entry.error());
            assert!(errors.any(|error| error.kind() == *kind), "seed {seed}: {kind}");
        }
        for stage in Stage::ALL {
            let mut stages = shop.log.iter().filter_map(|entry| entry.stage());
            assert!(stages.any(|at| at == *stage), "seed {seed}: {stage}");
        }
    }
}

#[test]
fn the_log_is_in_order_and_nothing_is_done_twice() {
    for seed in SEEDS {
        let (world, shop) = demo::day(seed).unwrap();
        assert!(shop.log.is_sorted_by_key(|entry| entry.at), "seed {seed}");
        for story in &world.stories {
            for once in [Action::Fulfill, Action::Release, Action::Reverse] {
                let about =
                    shop.log.iter().filter(|entry| entry.reference.as_ref() == Some(&story.reference));
                let given = about.filter_map(|entry| entry.progress());
                let times = given.filter(|progress| progress.action == once).count();
                assert!(times <= 1, "seed {seed}: {} for {}", once, story.reference);
            }
        }
    }
}
