// swift-tools-version: 6.1
import PackageDescription

/// One folder of `Plugins` a name; the only line to touch when a family of step kinds is added.
let stepPlugins = [
    "Agenda", "Agreement", "Assessment", "Consultation", "Dashboard", "Decision", "Document", "Escalation", "Evidence",
    "Form", "Meeting", "Moderation", "Publication",
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
        // When workflows start by themselves: what is due, what was missed, in which order.
        .target(name: "WaymarkSchedules", dependencies: ["WaymarkCalendar", "CEL", "WaymarkDefinition"]),
        .target(name: "WaymarkPluginKit", dependencies: ["WaymarkCalendar", "CEL", "WaymarkDefinition"]),
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        // Timers that follow the computer's clock when it is set, which Swift's Glibc leaves out.
        .systemLibrary(name: "CLibTimer"),
        .target(name: "WaymarkYAML", dependencies: ["CLibYAML", "WaymarkDiagnostics"]),
        .target(
            name: "WaymarkCompiler",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkSchedules",
                "WaymarkPluginKit", "WaymarkYAML",
            ]),
        .target(
            name: "WaymarkEngine", dependencies: ["WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit"]),
        .target(name: "WaymarkDrawing", dependencies: ["WaymarkCalendar", "CEL", "WaymarkDefinition"]),
        // What changes between two versions of a workflow, in the terms of the process.
        .target(name: "WaymarkComparison", dependencies: ["WaymarkCalendar", "CEL", "WaymarkDefinition"]),
        .target(name: "WaymarkStore", dependencies: [.product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "WaymarkStoreSQLite", dependencies: ["WaymarkStore", .product(name: "GRDB", package: "GRDB.swift")]),
        .target(
            name: "WaymarkRuntime",
            dependencies: [
                "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkSchedules", "WaymarkPluginKit", "WaymarkEngine",
                "WaymarkStore",
            ]),
        // Who is told of what happens, in which words, and when; pure.
        .target(
            name: "WaymarkNotices",
            dependencies: [
                "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkCompiler", "WaymarkEngine",
                "WaymarkStore", "WaymarkRuntime", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        // Notices on their way out: leases, tries, and the programs that take them.
        .target(
            name: "WaymarkDelivery",
            dependencies: [
                "WaymarkCalendar", "WaymarkDefinition", "WaymarkCompiler", "WaymarkStore", "WaymarkNotices",
            ]),
        .target(
            name: "WaymarkOperations",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkSchedules",
                "WaymarkPluginKit", "WaymarkCompiler", "WaymarkEngine", "WaymarkDrawing", "WaymarkComparison",
                "WaymarkStore", "WaymarkRuntime", "WaymarkNotices", "WaymarkDelivery",
            ]),
        // Scenarios that a programme office writes: read, played on a virtual clock, and counted.
        .target(
            name: "WaymarkScenarios",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit",
                "WaymarkYAML", "WaymarkCompiler", "WaymarkEngine", "WaymarkStore", "WaymarkRuntime",
                "WaymarkOperations",
            ]),
        .target(
            name: "WaymarkSimulation",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkSchedules",
                "WaymarkPluginKit", "WaymarkCompiler", "WaymarkEngine", "WaymarkStore", "WaymarkRuntime",
                "WaymarkOperations", "WaymarkYAML",
            ]),
        // The pages on codes, embedded as literals.
        .target(name: "WaymarkExplanations", plugins: ["EmbedPages"]),
        .plugin(
            name: "EmbedPages", capability: .buildTool(), dependencies: ["embedpages"],
            path: "BuildSupport/EmbedPages"),
        .executableTarget(name: "embedpages", path: "BuildSupport/embedpages"),
        .target(
            name: "WaymarkCommands",
            dependencies: [
                "WaymarkScenarios", "WaymarkSchedules", "CLibTimer",
                "WaymarkDiagnostics", "WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkPluginKit",
                "WaymarkCompiler", "WaymarkEngine", "WaymarkDrawing", "WaymarkComparison", "WaymarkStore",
                "WaymarkStoreSQLite", "WaymarkRuntime", "WaymarkNotices", "WaymarkDelivery", "WaymarkOperations",
                "WaymarkSimulation", "WaymarkExplanations",
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
        // The control-flow patterns: read, played with and without what they need, and written as a page.
        .target(
            name: "PatternBook",
            dependencies: [
                "WaymarkDiagnostics", "WaymarkPluginKit", "WaymarkYAML", "WaymarkOperations", "WaymarkScenarios",
            ], path: "BuildSupport/PatternBook"),
        .executableTarget(
            name: "patternpage", dependencies: ["PatternBook", "WaymarkPlugins"], path: "BuildSupport/patternpage"),
        .target(
            name: pluginSupport, dependencies: ["CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit"],
            path: "Plugins/\(pluginSupport)/Sources"),
    ],
    swiftLanguageModes: [.v6]
)

/// Tests mirror the sources; those of a plugin stand in its folder.
@MainActor
func testTarget(
    _ name: String, _ dependencies: [Target.Dependency], path: String? = nil, exclude: [String] = []
) {
    package.targets.append(.testTarget(name: name, dependencies: dependencies, path: path, exclude: exclude))
}
testTarget(
    "WaymarkTestKitTests", ["CEL", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkTestKit"])
testTarget(
    "WaymarkScenariosTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkDiagnostics", "WaymarkRuntime", "WaymarkScenarios",
        "WaymarkCommands", "WaymarkPlugins",
    ])
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
testTarget("WaymarkCalendarTests", ["WaymarkCalendar"])
testTarget("CELTests", ["CEL"])
testTarget("WaymarkSchedulesTests", ["WaymarkCalendar", "CEL", "WaymarkDefinition", "WaymarkSchedules"])
testTarget("WaymarkDefinitionTests", ["CEL", "WaymarkCalendar", "WaymarkDefinition"])
// Step kinds for the fixtures of the compiler's tests and of those that draw what it compiles.
package.targets.append(
    .target(
        name: "TrialKinds", dependencies: ["CEL", "WaymarkDefinition", "WaymarkPluginKit"], path: "Tests/TrialKinds"))
testTarget(
    "WaymarkCompilerTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkSchedules", "WaymarkPluginKit", "WaymarkDiagnostics",
        "WaymarkYAML", "WaymarkCompiler", "TrialKinds",
    ])
testTarget(
    "WaymarkEngineTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkDiagnostics", "WaymarkPluginKit", "WaymarkCompiler",
        "WaymarkEngine", "WaymarkDrawing",
    ], exclude: ["Events"])
testTarget(
    "WaymarkDrawingTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkDiagnostics", "WaymarkPluginKit", "WaymarkCompiler",
        "WaymarkDrawing", "TrialKinds",
    ])
testTarget(
    "WaymarkComparisonTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkDiagnostics", "WaymarkPluginKit", "WaymarkCompiler",
        "WaymarkComparison",
    ])
testTarget("WaymarkStoreTests", ["WaymarkStore", "WaymarkTestKit"])
testTarget("WaymarkStoreSQLiteTests", ["WaymarkStore", "WaymarkStoreSQLite", "WaymarkTestKit", grdb])
testTarget(
    "WaymarkRuntimeTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkDiagnostics", "WaymarkCompiler",
        "WaymarkEngine", "WaymarkStore", "WaymarkRuntime",
    ])
testTarget(
    "WaymarkNoticesTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkDiagnostics", "WaymarkPluginKit", "WaymarkCompiler",
        "WaymarkStore", "WaymarkNotices",
    ])
testTarget("WaymarkDeliveryTests", ["WaymarkCalendar", "WaymarkDelivery"])
testTarget("WaymarkSimulationTests", ["WaymarkCalendar", "WaymarkSimulation"])
testTarget("WaymarkYAMLTests", ["WaymarkDiagnostics", "WaymarkYAML"])
testTarget(
    "ReplayTests", ["CEL", "WaymarkDefinition", "WaymarkEngine", "WaymarkStore", "WaymarkStoreSQLite"],
    exclude: ["Histories"])
testTarget("TidyTests", [])
// What fuzzing tries; the corpus is replayed by the ordinary tests.
let fuzzReaders: [Target.Dependency] = [
    "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkDiagnostics", "WaymarkYAML",
    "WaymarkCompiler", "WaymarkSchedules", "WaymarkSimulation", "TrialKinds",
]
package.targets.append(.target(name: "FuzzReaders", dependencies: fuzzReaders, path: "Tests/Fuzzing/Readers"))
testTarget("FuzzCorpusTests", ["FuzzReaders"], path: "Tests/Fuzzing/CorpusTests")
testTarget("SampleDataTests", ["SampleData"])
testTarget("PatternTests", ["PatternBook", "WaymarkPlugins"])
testTarget(
    "DocumentationTests",
    [
        "CEL", "WaymarkDiagnostics", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkYAML", "WaymarkCompiler",
        "WaymarkEngine", "WaymarkStore", "WaymarkRuntime", "WaymarkOperations", "WaymarkSimulation",
        "WaymarkScenarios", "WaymarkExplanations", "WaymarkPlugins",
    ])
testTarget(
    "ConformanceTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkDiagnostics", "WaymarkSchedules", "WaymarkPluginKit",
        "WaymarkCompiler", "WaymarkEngine", "WaymarkStore", "WaymarkStoreSQLite", "WaymarkRuntime",
    ])
testTarget(
    "EndToEndTests",
    [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkDiagnostics", "WaymarkPluginKit", "WaymarkEngine",
        "WaymarkStore", "WaymarkStoreSQLite", "WaymarkSchedules", "WaymarkRuntime", "WaymarkOperations",
        "WaymarkSimulation", "WaymarkCommands", "WaymarkCompiler", "WaymarkPlugins", "Greeting", "SampleData", grdb,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ])

/// What a plugin may know: the kit, and the record shapes that plugins share.
let pluginDependencies: [Target.Dependency] = [
    "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit", .init(stringLiteral: pluginSupport),
]
for name in stepPlugins {
    package.targets.append(.target(name: name, dependencies: pluginDependencies, path: "Plugins/\(name)/Sources"))
    testTarget(
        "\(name)Tests", [.init(stringLiteral: name), "WaymarkTestKit"] + pluginDependencies,
        path: "Plugins/\(name)/Tests")
}

// The plugin that the README writes, and its test, compiled as they stand there.
package.targets.append(.target(name: "Greeting", dependencies: pluginDependencies, path: "Tests/ReadmePlugin/Sources"))
testTarget("GreetingTests", ["Greeting", "WaymarkTestKit"] + pluginDependencies, path: "Tests/ReadmePlugin/Tests")

// The benchmarks are built only when asked for, so that ordinary builds stay quick.
if Context.environment["WAYMARK_BENCHMARKS"] == "1" {
    package.targets.append(
        .executableTarget(
            name: "waymark-bench",
            dependencies: [
                "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkDiagnostics",
                "WaymarkCompiler", "WaymarkEngine", "WaymarkStore", "WaymarkStoreSQLite", "WaymarkRuntime",
                "WaymarkOperations", "WaymarkSimulation", "WaymarkPlugins", "CLibYAML", "SampleData", grdb,
            ],
            path: "Benchmarks/waymark-bench"))
}

// The fuzzers have libFuzzer's main, so they are built without anything that has one of its own.
if Context.environment["WAYMARK_FUZZ"] == "1" {
    let kept = [
        "CEL", "WaymarkCalendar", "WaymarkDefinition", "WaymarkSchedules", "WaymarkPluginKit", "WaymarkDiagnostics",
        "WaymarkYAML", "WaymarkCompiler", "CLibYAML", "TrialKinds", "FuzzReaders",
        // The reader of behaviours stands above what it runs ahead.
        "WaymarkEngine", "WaymarkDrawing", "WaymarkComparison", "WaymarkStore", "WaymarkRuntime", "WaymarkNotices",
        "WaymarkDelivery", "WaymarkOperations", "WaymarkSimulation",
    ]
    package.products = []
    package.targets.removeAll { !kept.contains($0.name) }
    package.targets.append(
        .executableTarget(name: "waymark-fuzz", dependencies: ["FuzzReaders"], path: "Tests/Fuzzing/waymark-fuzz"))
}

for target in package.targets where target.type != .system && target.type != .plugin {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}
