// swift-tools-version: 6.1
import PackageDescription

/// One folder of `Plugins` a name; the only line to touch when a family of step kinds is added.
let stepPlugins = [
    "Agenda", "Agreement", "Assessment", "Consultation", "Dashboard", "Decision", "Document", "Escalation", "Evidence",
    "Meeting", "Moderation", "Publication",
]

/// Record shapes that several plugins share; a plain target without step kinds.
let pluginSupport = "AssuranceRecords"

let package = Package(
    name: "waymark",
    products: [
        .executable(name: "waymark", targets: ["waymark"]),
        .library(name: "WaymarkPluginKit", targets: ["WaymarkPluginKit"]),
        .library(name: "WaymarkTestKit", targets: ["WaymarkTestKit"]),
    ],
    dependencies: [
        // The embedded store: prepared statements, migrations and safe access to SQLite.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // SHA-256 for the hash chain, definitions and documents.
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // The command line: parsing, help and completion.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    ],
    // In the order in which data flows; a target imports only what stands above it.
    targets: [
        .target(name: "WaymarkDiagnostics"),
        .target(name: "WaymarkCalendar"),
        .target(name: "CEL"),
        .target(
            name: "WaymarkDefinition",
            dependencies: ["WaymarkCalendar", "CEL", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "WaymarkPluginKit", dependencies: ["WaymarkCalendar", "CEL", "WaymarkDefinition"]),
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "WaymarkYAML", dependencies: ["CLibYAML", "WaymarkDiagnostics"]),
        .target(
            name: "WaymarkCompiler",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkYAML",
            ]),
        .target(
            name: "WaymarkEngine", dependencies: ["WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit"]),
        .target(name: "WaymarkStore", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "WaymarkStoreSQLite", dependencies: ["WaymarkStore", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(
            name: "WaymarkRuntime",
            dependencies: [
                "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkEngine", "WaymarkStore",
            ]),
        .target(
            name: "WaymarkOperations",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit",
                "WaymarkCompiler", "WaymarkEngine", "WaymarkStore", "WaymarkRuntime",
            ]),
        .target(
            name: "WaymarkSimulation",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkCompiler",
                "WaymarkEngine", "WaymarkStore", "WaymarkRuntime", "WaymarkOperations", "WaymarkYAML",
            ]),
        .target(
            name: "WaymarkCommands",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit",
                "WaymarkCompiler", "WaymarkEngine", "WaymarkStore", "WaymarkStoreSQLite", "WaymarkRuntime",
                "WaymarkOperations", "WaymarkSimulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(
            name: "WaymarkTestKit",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit",
                "WaymarkCompiler", "WaymarkEngine", "WaymarkStore",
            ]),
        // The registry of step plugins, generated from this target's own dependencies.
        .target(
            name: "WaymarkPlugins",
            dependencies: ["WaymarkPluginKit"] + stepPlugins.map { .init(stringLiteral: $0) },
            plugins: ["RegisterPlugins"]),
        .plugin(
            name: "RegisterPlugins", capability: .buildTool(), dependencies: ["regplugins"],
            path: "BuildSupport/RegisterPlugins"),
        .executableTarget(name: "regplugins", path: "BuildSupport/regplugins"),
        .executableTarget(
            name: "waymark",
            dependencies: [
                "WaymarkPluginKit", "WaymarkRuntime", "WaymarkCommands", "WaymarkPlugins",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .target(name: "SampleData", path: "BuildSupport/SampleData"),
        .executableTarget(name: "sampledata", dependencies: ["SampleData"], path: "BuildSupport/sampledata-tool"),
        .target(
            name: pluginSupport, dependencies: ["CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit"],
            path: "Plugins/\(pluginSupport)/Sources"),
    ]
        + stepPlugins.map { name in
            .target(
                name: name,
                dependencies: ["CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit", .init(stringLiteral: pluginSupport)],
                path: "Plugins/\(name)/Sources")
        }
        + stepPlugins.map { name in
            .testTarget(
                name: "\(name)Tests",
                dependencies: [
                    .init(stringLiteral: name), "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit",
                    "WaymarkTestKit", .init(stringLiteral: pluginSupport),
                ],
                path: "Plugins/\(name)/Tests")
        },
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}
