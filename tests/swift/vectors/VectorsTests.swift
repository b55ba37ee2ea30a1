// Runs every vector through the public API and writes `target/vectors-swift.txt`.

import Foundation
import XCTest

/// The two that are no verbs of the public surface.
private let rustOnly: Set = ["core/time", "core/money"]

final class VectorsTests: XCTestCase {
    private let checkout = URL(fileURLWithPath: ProcessInfo.processInfo.environment["PAYSTATE_CHECKOUT"] ?? "../..")

    func testEveryVectorHolds() throws {
        var report = ""
        var failures: [String] = []
        for file in try files() where !rustOnly.contains(file["job"].text ?? "") {
            for test in file["cases"].items {
                let id = test["id"].text ?? ""
                var wrong: [String]
                do {
                    let actual = try runCase(file["job"].text ?? "", file["provider"].text ?? "", test["given"])
                    wrong = differences(test["expect"], actual)
                } catch {
                    wrong = ["\(error)"]
                }
                report += "\(id) \(wrong.isEmpty ? "ok" : "fail")\n"
                if !wrong.isEmpty { failures.append("\(id) (\(test["title"])):\n  " + wrong.joined(separator: "\n  ")) }
            }
        }
        let path = checkout.appendingPathComponent("target/vectors-swift.txt")
        try report.write(to: path, atomically: true, encoding: .utf8)
        XCTAssertFalse(report.isEmpty, "no vectors were found")
        XCTAssertTrue(failures.isEmpty, "\(failures.count) failed:\n" + failures.joined(separator: "\n"))
    }

    /// Every file of the folder that `PAYSTATE_VECTORS` names, else of `tests/vectors`.
    private func files() throws -> [Value] {
        let named = ProcessInfo.processInfo.environment["PAYSTATE_VECTORS"].flatMap { $0.isEmpty ? nil : $0 }
        let folder = URL(fileURLWithPath: named ?? "tests/vectors", relativeTo: checkout)
        func entries(_ url: URL) throws -> [URL] {
            try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
        }
        let folders = try entries(folder).filter { $0.hasDirectoryPath }
        let paths = try folders.flatMap(entries).filter { $0.pathExtension == "json" }
        return try paths.map { try parse(String(contentsOf: $0, encoding: .utf8)) }
    }
}

final class CompareTests: XCTestCase {
    private func holds(_ expected: String, _ actual: String) throws -> Bool {
        try differences(parse(expected), parse(actual)).isEmpty
    }

    func testWhatIsNotListedIsNotComparedAndValuesCount() throws {
        XCTAssertTrue(try holds(#"{"a":1}"#, #"{"a":1,"b":2}"#))
        XCTAssertFalse(try holds(#"{"a":1,"b":2}"#, #"{"a":1}"#))
        XCTAssertTrue(try holds(#"{"a":null}"#, "{}"))
        XCTAssertTrue(try holds(#"{"value":"100"}"#, #"{"value":"100.00"}"#))
        XCTAssertFalse(try holds(#"{"native":"100"}"#, #"{"native":"100.00"}"#))
        XCTAssertTrue(try holds(#"{"at":"2025-01-20T10:30:00Z"}"#, #"{"at":"2025-01-20T18:30:00.000+08:00"}"#))
        XCTAssertFalse(try holds(#"{"at":"2025-01-20T10:30:00Z"}"#, #"{"at":"2025-01-20T10:30:00.001Z"}"#))
        XCTAssertFalse(try holds("[1,2]", "[2,1]"))
        XCTAssertTrue(try holds(#"{"notes":["a","b"]}"#, #"{"notes":["b","a"]}"#))
        XCTAssertTrue(try holds(#"{"headers":[["A","1"],["b","2"]]}"#, #"{"headers":[["B","2"],["a","1"]]}"#))
        XCTAssertFalse(try holds(#"{"headers":[["A","1"]]}"#, #"{"headers":[["A","2"]]}"#))
        XCTAssertFalse(try holds(#"{"error":{"kind":"malformed"}}"#, #"{"observation":{}}"#))
    }

    func testJsonIsWrittenAsItWasRead() throws {
        let text = #"{"b":[1.10,1e2,"\"\\\n\u0001ä😀"],"a":{"c":null,"d":true}}"#
        XCTAssertEqual(try parse(text).description, text)
        XCTAssertEqual(try parse(#""\ud83d\ude00""#), .text("😀"))
    }
}
