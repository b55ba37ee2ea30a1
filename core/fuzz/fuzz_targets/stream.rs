//! Any frames, one a line, on every provider's stream: nothing panics, and what is sent is JSON.
#![no_main]

use chrono::{DateTime, TimeDelta};
use libfuzzer_sys::fuzz_target;
use paystate::{Account, Json, StreamEvent, Target, Verb, providers};

fuzz_target!(|text: &str| {
    for profile in providers().filter(|profile| profile.verbs.contains(&Verb::Stream)) {
        let account = Account::new(profile.name, [("api_key", "k3y")]).expect("an account");
        let mut stream = account.stream(vec![Target::id("o")]).expect("a stream");
        let mut now = DateTime::from_timestamp(1_737_369_360, 0).expect("a moment of this age");
        for line in text.split('\n') {
            let event = match line {
                "open" => StreamEvent::Open,
                "tick" => StreamEvent::Tick,
                "close" => StreamEvent::Close,
                frame => StreamEvent::Frame(frame),
            };
            let step = account.stream_step(stream, event, now).expect("the targets were accepted");
            assert!(step.send.iter().all(|frame| Json::parse(frame).is_ok()));
            let stored = serde_json::to_string(&step.stream).expect("a stream is JSON");
            stream = serde_json::from_str(&stored).expect("what is written can be read");
            now += TimeDelta::seconds(7);
        }
    }
});
