// How values print whose parts can be keys, or are long. What a debugger or a log is given says no more than this.

extension Header: CustomStringConvertible, CustomReflectable {
    public var description: String { "Header(\(name): [redacted])" }
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

extension Setting: CustomStringConvertible, CustomReflectable {
    public var description: String { "Setting(\(name): [redacted])" }
    public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

extension Token: CustomStringConvertible, CustomReflectable {
    public var description: String { "Token([redacted])" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Request: CustomStringConvertible, CustomReflectable {
    public var description: String { "Request(\(method) \(url))" }
    public var customMirror: Mirror { Mirror(self, children: ["method": method, "url": url]) }
}

extension Response: CustomStringConvertible, CustomReflectable {
    public var description: String { "Response(\(status), \(body.count) bytes)" }
    public var customMirror: Mirror { Mirror(self, children: ["status": status]) }
}

extension Webhook: CustomStringConvertible, CustomReflectable {
    public var description: String { "Webhook(\(headers.count) headers, \(body.count) bytes)" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension StreamStep: CustomStringConvertible, CustomReflectable {
    public var description: String { "StreamStep(\(send.count) to send, \(observations.count) seen)" }
    public var customMirror: Mirror { Mirror(self, children: ["observations": observations]) }
}
