//! Prints the answers that the core's benches read, one a line, for the benchmark of Kotlin.

#[path = "../../core/benches/corpus/mod.rs"]
mod corpus;

fn main() {
    for body in corpus::bodies() {
        println!("{}", body.text);
    }
}
