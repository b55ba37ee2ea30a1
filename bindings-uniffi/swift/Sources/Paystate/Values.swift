// What Swift would miss at the generated types. No meaning stands here: only shorter ways to say the same.

import Foundation

extension Payment {
    /// Reads the JSON form of a payment under the limits of the strict reader.
    ///
    /// - Throws: `PaystateError.malformed` where the text is no strict JSON object; `misuse` that names the field where a
    ///   value is not what the form has there, where `v` is newer than this release, or the status is not known here.
    public static func fromJson(_ json: String) throws -> Payment { try paymentFromJson(json: json) }
}

extension Observation {
    /// Reads the JSON form of an observation. What comes of it is the caller's word.
    ///
    /// - Throws: `PaystateError.malformed` where the text is no strict JSON object; `misuse` that names the field where a
    ///   value is not what the form has there, or the form has no such field.
    public static func fromJson(_ json: String) throws -> Observation { try observationFromJson(json: json) }

    /// The status of a payment; nil for every other subject, and where the word is unknown or missing.
    public var status: Status? {
        guard case .payment(let status) = state else { return nil }
        return status
    }
}

extension Target {
    /// Reads the JSON form of a target. Throws as `Observation.fromJson` does.
    public static func fromJson(_ json: String) throws -> Target { try targetFromJson(json: json) }

    /// A payment, by the provider's id.
    public static func id(_ id: String) -> Target { Target(subject: .payment, id: id) }

    /// A payment, by the merchant's reference.
    public static func reference(_ reference: String) -> Target { Target(subject: .payment, reference: reference) }
}

extension Order {
    /// Reads the JSON form of an order. Throws as `Observation.fromJson` does.
    public static func fromJson(_ json: String) throws -> Order { try orderFromJson(json: json) }
}

extension Listing {
    /// Reads the JSON form of a listing. Throws as `Observation.fromJson` does.
    public static func fromJson(_ json: String) throws -> Listing { try listingFromJson(json: json) }
}

extension PaymentStream {
    /// Reads the JSON form of a stream. Throws as `Observation.fromJson` does.
    public static func fromJson(_ json: String) throws -> PaymentStream { try streamFromJson(json: json) }
}

extension ObservedState {
    /// The word itself, in the vocabulary of its subject.
    public var word: String {
        switch self {
        case .payment(let status): status.word
        case .refund(let status): status.word
        case .payout(let status): status.word
        case .settlement(let status): status.word
        case .deposit(let status): status.word
        }
    }
}

extension [ExtraField] {
    /// The provider's own field of that name, as JSON text; nil where there is none.
    public subscript(name: String) -> Json? { first { $0.name == name }?.json }
}

extension Setting {
    /// Names and values, a list of secrets as one setting each, absent ones left out.
    static func list(_ options: [(String, [String?])]) -> [Setting] {
        options.flatMap { name, values in values.compactMap { $0 }.map { Setting(name: name, value: $0) } }
    }
}
