// A checkout screen's model, without a UI toolkit: what to show, and when to ask the backend again. It holds no key.

import Foundation
import Paystate

/// What the screen shows.
public enum Screen: Equatable, Sendable {
    /// The payer can pay, for so long.
    case pay(timeLeft: TimeInterval)
    /// Too late to begin; a payment that is under way is still waited for, for so long.
    case confirming(timeLeft: TimeInterval)
    /// Time is up, or the payer came back; only the backend knows more.
    case checking
    /// The money is here.
    case paid
    /// The money did not come.
    case notPaid(Status)
    /// The money goes, or went, back.
    case returned
}

/// Call `update` with every answer of the backend, `push` when one of its pushes comes, `redirect` with the URL that the
/// payer came back to; draw `screen` as often as the countdown ticks, and ask the backend whenever `shouldAsk` says so.
public struct CheckoutModel {
    private let account: Account
    private let elapsed: () -> TimeInterval
    private var payment: Payment?
    private var serverTime = Date(timeIntervalSince1970: 0)
    private var takenAt: TimeInterval = 0
    private var askAt: Date? = Date(timeIntervalSince1970: 0)
    private var cameBack = false

    /// - Parameters:
    ///   - account: Opened without keys, to read redirects.
    ///   - elapsed: The device's monotonic clock, as `ProcessInfo.processInfo.systemUptime`: the wall clock of a phone may be
    ///     wrong, and the payer can set it.
    public init(account: Account, elapsed: @escaping () -> TimeInterval) {
        self.account = account
        self.elapsed = elapsed
    }

    /// The backend's time now: what it said, and what has passed since.
    private var now: Date { serverTime.addingTimeInterval(elapsed() - takenAt) }

    /// The backend's answer: the payment's JSON form, and its time when it answered. One that was overtaken says nothing.
    public mutating func update(json: String, serverTime: Date) throws {
        if payment != nil && serverTime < self.serverTime { return }
        let payment = try Payment.fromJson(json)
        self.serverTime = serverTime
        takenAt = elapsed()
        self.payment = payment
        cameBack = false
        askAt = try payment.schedule(now: now).pollAt
    }

    /// A push came. It is a hint like any other: whatever it says, the backend is asked.
    public mutating func push() { askAt = now }

    /// The payer came back by `url`. It is unsigned, so that it can only make us ask, whatever status it names.
    public mutating func redirect(url: String) throws {
        guard let payment else { return }
        let progress = try payment.advance(seen: account.parseRedirect(url: url), now: now)
        cameBack = progress.payment.status.phase == .open
        askAt = progress.pollAt
    }

    /// Whether to ask the backend now.
    public var shouldAsk: Bool { askAt.map { $0 <= now } ?? false }

    /// What to show now.
    public func screen() throws -> Screen {
        guard let payment else { return .checking }
        switch payment.status.phase {
        case .open: return try open(payment.schedule(now: now))
        case .won: return .paid
        case .lost: return .notPaid(payment.status)
        case .reversed: return .returned
        }
    }

    private func open(_ schedule: Schedule) -> Screen {
        switch cameBack ? nil : schedule.stage {
        case .window: .pay(timeLeft: schedule.timeLeft)
        case .grace: .confirming(timeLeft: schedule.timeLeft)
        // A passed deadline never ends a payment: only the backend's next answer does.
        case .overdue, nil: .checking
        }
    }
}
