// JSON as the vectors need it: keys in order, numbers as they are spelled, since bodies are compared byte for byte.

import Foundation

indirect enum Value: Equatable, CustomStringConvertible {
    case object([(String, Value)])
    case array([Value])
    case text(String)
    case number(String)
    case flag(Bool)
    case null

    subscript(key: String) -> Value {
        guard case .object(let members) = self else { return .null }
        return members.first { $0.0 == key }?.1 ?? .null
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var items: [Value] { if case .array(let values) = self { values } else { [] } }
    var members: [(String, Value)] { if case .object(let members) = self { members } else { [] } }
    var isObject: Bool { if case .object = self { true } else { false } }
    var whole: Int? { if case .number(let token) = self { Int(token) } else { nil } }

    static func == (a: Value, b: Value) -> Bool {
        switch (a, b) {
        case (.object(let a), .object(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 }
        case (.array(let a), .array(let b)): a == b
        case (.text(let a), .text(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.flag(let a), .flag(let b)): a == b
        case (.null, .null): true
        default: false
        }
    }

    var description: String {
        switch self {
        case .object(let members): "{" + members.map { "\(quoted($0.0)):\($0.1)" }.joined(separator: ",") + "}"
        case .array(let values): "[" + values.map(\.description).joined(separator: ",") + "]"
        case .text(let text): quoted(text)
        case .number(let token): token
        case .flag(let value): "\(value)"
        case .null: "null"
        }
    }

    /// A value of Swift's as JSON; nil is absent.
    init(_ any: Any?) {
        switch any {
        case nil: self = .null
        case let value as Value: self = value
        case let text as String: self = .text(text)
        case let flag as Bool: self = .flag(flag)
        case let number as Int: self = .number("\(number)")
        case let list as [Any?]: self = .array(list.map(Value.init))
        default: fatalError("\(type(of: any)) is no JSON")
        }
    }
}

func obj(_ members: KeyValuePairs<String, Any?>) -> Value { .object(members.map { ($0.key, Value($0.value)) }) }

private func quoted(_ text: String) -> String {
    var out = "\""
    for c in text.unicodeScalars {
        switch c {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case "\n": out += "\\n"
        case "\r": out += "\\r"
        case "\t": out += "\\t"
        case "\u{8}": out += "\\b"
        case "\u{c}": out += "\\f"
        case _ where c.value < 0x20: out += String(format: "\\u%04x", c.value)
        default: out.unicodeScalars.append(c)
        }
    }
    return out + "\""
}

struct NotJson: Error { let at: Int }

func parse(_ text: String) throws -> Value {
    var parser = Parser(bytes: Array(text.utf8))
    let value = try parser.value()
    parser.blanks()
    guard parser.at == parser.bytes.count else { throw NotJson(at: parser.at) }
    return value
}

private struct Parser {
    let bytes: [UInt8]
    var at = 0

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    mutating func blanks() {
        while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { at += 1 }
    }

    private mutating func take(_ mark: Character) -> Bool {
        blanks()
        guard next == mark.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func expect(_ mark: Character) throws {
        guard take(mark) else { throw NotJson(at: at) }
    }

    mutating func value() throws -> Value {
        if take("{") {
            var members: [(String, Value)] = []
            if take("}") { return .object(members) }
            repeat {
                let key = try string()
                try expect(":")
                members.append((key, try value()))
            } while take(",")
            try expect("}")
            return .object(members)
        }
        if take("[") {
            var values: [Value] = []
            if take("]") { return .array(values) }
            repeat { values.append(try value()) } while take(",")
            try expect("]")
            return .array(values)
        }
        return next == UInt8(ascii: "\"") ? .text(try string()) : try word()
    }

    private mutating func word() throws -> Value {
        let start = at
        while let byte = next, !",]} \t\n\r".utf8.contains(byte) { at += 1 }
        switch String(decoding: bytes[start..<at], as: UTF8.self) {
        case "": throw NotJson(at: at)
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "null": return .null
        case let token: return .number(token)
        }
    }

    private mutating func string() throws -> String {
        try expect("\"")
        // Code units, so that two escapes can make one character.
        var units: [UInt16] = []
        var plain = at
        func flush(_ end: Int) { units += Array(String(decoding: bytes[plain..<end], as: UTF8.self).utf16) }
        while let byte = next, byte != UInt8(ascii: "\"") {
            at += 1
            guard byte == UInt8(ascii: "\\") else { continue }
            flush(at - 1)
            let escape = next ?? 0
            at += 1
            switch Character(Unicode.Scalar(escape)) {
            case "n": units.append(10)
            case "r": units.append(13)
            case "t": units.append(9)
            case "b": units.append(8)
            case "f": units.append(12)
            case "u":
                units.append(UInt16(String(decoding: bytes[at..<min(at + 4, bytes.count)], as: UTF8.self), radix: 16) ?? 0)
                at += 4
            default: units.append(UInt16(escape))
            }
            plain = at
        }
        flush(at)
        try expect("\"")
        return String(decoding: units, as: UTF16.self)
    }
}
