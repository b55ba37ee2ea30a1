// Scalars between Swift and the library, exactly.

import Foundation

extension Date {
    /// The instant so many milliseconds after 1970.
    init(millis: Int64) { self.init(timeIntervalSince1970: Double(millis) / 1000) }

    /// Milliseconds since 1970, cut; a `Date` of a whole number of them is a hair off, and is taken for it. What 64 bits
    /// cannot hold becomes an instant that the library refuses.
    var millis: Int64 {
        let exact = timeIntervalSince1970 * 1000
        let nearest = exact.rounded()
        let hair = max(0.001, 4 * exact.ulp)
        return Int64(exactly: abs(exact - nearest) < hair ? nearest : exact.rounded(.down)) ?? .max
    }
}

extension Decimal {
    /// The decimal that `text` writes, with its places: `1.50` stays `1.50`, where Swift's own initializer makes `1.5` of it.
    /// The value is the same; what the library writes into URLs and stored forms has the places.
    ///
    /// - Parameter text: Digits with at most one point, perhaps after a minus.
    /// - Returns: nil where it is something else, or has more digits than a `Decimal` holds.
    public init?(exactly text: String) {
        let parts = text.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
        let digits = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { "0"..."9" ~= $0 } }
        let isNumber = digits && parts.count <= 2 && text.prefix(2) != "--"
        guard isNumber, var value = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else { return nil }
        // The one way to a mantissa that ends in zeros: two decimals are brought to one exponent.
        var step = Decimal(sign: .plus, exponent: parts.count == 2 ? -parts[1].count : 0, significand: 1)
        guard NSDecimalNormalize(&value, &step, .plain) == .noError else { return nil }
        self = value
    }

    /// As the library reads it, with the places that it has.
    var exactText: String {
        isZero && exponent < 0 ? "0." + String(repeating: "0", count: -exponent) : description
    }
}

/// The decimal that the library wrote; all of its digits fit.
func exactDecimal(_ text: String) throws -> Decimal {
    guard let value = Decimal(exactly: text) else { throw UnknownWord() }
    return value
}

/// A word that the library of this release has, and these sources too.
func growing<Word>(_ word: Word?) throws -> Word {
    guard let word else { throw UnknownWord() }
    return word
}

struct UnknownWord: Error {}
