//! How a page is set: 80 columns, wrapped lines, and colors for a terminal that wants them.

use std::ffi::OsStr;
use std::fmt::Display;

/// No line is longer.
pub(crate) const WIDTH: usize = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Title,
    Quiet,
    Good,
    Notice,
    Bad,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    color: bool,
}

impl Paint {
    /// Colors on a terminal only, and never where `NO_COLOR` is set.
    pub(crate) const fn of(is_terminal: bool, no_color: Option<&OsStr>) -> Self {
        Self { color: is_terminal && no_color.is_none() }
    }

    pub(crate) fn tone(self, tone: Tone, text: impl Display) -> String {
        let code = match tone {
            Tone::Plain => return text.to_string(),
            Tone::Title => "1",
            Tone::Quiet => "2",
            Tone::Good => "32",
            Tone::Notice => "33",
            Tone::Bad => "31",
        };
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}

/// A page that is being written.
pub(crate) struct Sheet {
    pub(crate) paint: Paint,
    text: String,
}

impl Sheet {
    pub(crate) const fn new(paint: Paint) -> Self {
        Self { paint, text: String::new() }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    pub(crate) fn line(&mut self, text: impl Display) {
        self.text.push_str(text.to_string().trim_end());
        self.text.push('\n');
    }

    pub(crate) fn blank(&mut self) {
        self.line("");
    }

    /// A heading with a rule under it.
    pub(crate) fn title(&mut self, text: &str) {
        let title = self.paint.tone(Tone::Title, text);
        self.line(title);
        let rule = self.paint.tone(Tone::Quiet, "─".repeat(WIDTH));
        self.line(rule);
    }

    /// A text wrapped to the width, each of its lines `indent` columns in.
    pub(crate) fn text(&mut self, tone: Tone, indent: usize, text: &str) {
        for line in wrap(text, WIDTH - indent) {
            let line = self.paint.tone(tone, line);
            self.line(format_args!("{:indent$}{line}", ""));
        }
    }

    /// A label, and a text wrapped beside it.
    pub(crate) fn field(&mut self, label: &str, text: &str) {
        const LABEL: usize = 12;
        for (i, line) in wrap(text, WIDTH - LABEL).into_iter().enumerate() {
            let label = self.paint.tone(Tone::Quiet, format_args!("{:10}", if i == 0 { label } else { "" }));
            self.line(format_args!("  {label}{line}"));
        }
    }
}

/// Breaks at blanks. A word that is wider than a line is cut.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut column = 0;
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if column > 0 && column + 1 + word.len() > width {
            lines.push(String::new());
            column = 0;
        }
        while word.len() > width {
            let rest = word.split_off(width);
            lines.push(word.into_iter().collect());
            lines.push(String::new());
            word = rest;
        }
        if let Some(line) = lines.last_mut() {
            if column > 0 {
                line.push(' ');
                column += 1;
            }
            column += word.len();
            line.extend(word);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}
