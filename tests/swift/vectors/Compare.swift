// The comparison of the contract: what is expected must hold, what is not listed is not compared.

import Foundation

/// Arrays that are sets of words.
private let sets: Set = ["notes"]

/// Texts that are compared as they are, whatever they look like.
private let verbatim: Set = ["body", "url", "native", "id", "reference", "event_id", "extra"]

/// What of `expected` does not hold in `actual`, one line each; empty where all holds.
func differences(_ expected: Value, _ actual: Value) -> [String] {
    var out: [String] = []
    compare("", "", expected, actual, &out)
    return out
}

private func compare(_ path: String, _ key: String, _ expected: Value, _ actual: Value, _ out: inout [String]) {
    let holds: Bool
    switch (expected, actual) {
    case (.object(let members), .object):
        for (name, value) in members {
            let here = "\(path).\(name)"
            if name == "headers" {
                compareHeaders(here, value, actual[name], &out)
            } else {
                compare(here, name, value, actual[name], &out)
            }
        }
        holds = true
    case (.array(let e), .array(let a)) where sets.contains(key):
        holds = e.count == a.count && e.allSatisfy(a.contains)
    case (.array(let e), .array(let a)):
        for (i, (e, a)) in zip(e, a).enumerated() { compare("\(path)[\(i)]", key, e, a, &out) }
        holds = e.count == a.count
    case (.text(let e), .text(let a)):
        holds = e == a || !verbatim.contains(key) && sameValue(key, e, a)
    case (.number(let e), .number(let a)):
        holds = sameNumber(e, a)
    default:
        holds = expected == actual
    }
    if !holds { out.append("\(path): expected \(expected), got \(actual)") }
}

/// Sums are compared as numbers, instants to the millisecond.
private func sameValue(_ key: String, _ expected: String, _ actual: String) -> Bool {
    if key == "value" || key == "amount" { return sameNumber(expected, actual) }
    guard let e = instant(expected), let a = instant(actual) else { return false }
    return (e.timeIntervalSince1970 * 1000).rounded() == (a.timeIntervalSince1970 * 1000).rounded()
}

private func sameNumber(_ expected: String, _ actual: String) -> Bool {
    Decimal(string: expected) == Decimal(string: actual)
}

/// Names without case, pairs without order, none more and none less.
private func compareHeaders(_ path: String, _ expected: Value, _ actual: Value, _ out: inout [String]) {
    func sorted(_ headers: Value) -> [[String]] {
        headers.items
            .map { [$0.items[0].text?.lowercased() ?? "", $0.items[1].text ?? ""] }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
    if sorted(expected) != sorted(actual) { out.append("\(path): expected \(expected), got \(actual)") }
}
