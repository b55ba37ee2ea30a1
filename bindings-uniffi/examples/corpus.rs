//! Prints the answers that the core's benches read, a provider and an answer on each line, for the benchmark of Kotlin.

#[path = "../../core/benches/corpus/mod.rs"]
mod corpus;

fn main() {
    for provider in corpus::PROVIDERS {
        for body in provider.bodies() {
            println!("{}\t{}", provider.name, body.text);
        }
    }
}
