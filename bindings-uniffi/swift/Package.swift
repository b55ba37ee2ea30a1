// swift-tools-version: 6.0
import Foundation
import PackageDescription

// On Apple's systems the library comes as an XCFramework, which `make-xcframework` makes on a Mac; its modules have the
// same name as the folder that stands for it on Linux, so the target beside it does not change.
let framework = "PaystateFFI.xcframework"
let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
let hasFramework = FileManager.default.fileExists(atPath: here.appendingPathComponent(framework).path)

let library: Target = hasFramework
    ? .binaryTarget(name: "PaystateFFI", path: framework)
    : .systemLibrary(name: "PaystateFFI")

let package = Package(
    name: "Paystate",
    platforms: [.iOS(.v15), .macOS(.v12), .tvOS(.v15), .watchOS(.v8)],
    products: [
        .library(name: "Paystate", targets: ["Paystate"]),
        .library(name: "CheckoutExample", targets: ["CheckoutExample"]),
    ],
    targets: [
        library,
        .target(
            name: "Paystate",
            dependencies: ["PaystateFFI"],
            linkerSettings: hasFramework ? [] : [
                // Where `bindings-uniffi/build` leaves the library for this system. A program that ships brings it along.
                .unsafeFlags(["-L", here.appendingPathComponent("native").path]),
            ]
        ),
        .target(name: "CheckoutExample", dependencies: ["Paystate"], path: "Examples/Checkout"),
        // The runner of the conformance vectors, which lives beside those of the other languages.
        .testTarget(name: "PaystateVectors", dependencies: ["Paystate"]),
        .testTarget(name: "PaystateTests", dependencies: ["Paystate", "PaystateFFI", "CheckoutExample"]),
    ],
    swiftLanguageModes: [.v6]
)
