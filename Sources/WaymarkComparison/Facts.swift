import CEL
import WaymarkDefinition

/// What can be said of one part of a definition, each aspect in words.
struct Facts {
    /// One aspect.
    struct Fact: Equatable {
        var aspect: String
        var text: String
    }

    var subject: DefinitionDifference.Subject
    var facts: [Fact] = []
    /// Whether the part is told of as a whole where it is added or removed: the aspects that say what it is.
    private var headline: [String] = []

    init(_ sort: DefinitionDifference.Sort, _ name: String) {
        subject = .init(sort: sort, name: name)
    }

    /// Says something; what there is nothing to say of is left out.
    mutating func say(_ aspect: String, _ text: String?, isHeadline: Bool = false) {
        guard let text, !text.isEmpty else { return }
        facts.append(Fact(aspect: aspect, text: text))
        if isHeadline { headline.append(aspect) }
    }

    func text(of aspect: String) -> String? { facts.first { $0.aspect == aspect }?.text }

    /// What the part is, on one line.
    var summary: String {
        facts.filter { headline.contains($0.aspect) }.map { fact in
            ["is", "title"].contains(fact.aspect) ? fact.text : "\(fact.aspect) \(fact.text)"
        }.joined(separator: ", ")
    }
}

extension CompiledDefinition {
    /// Everything that can be said of the definition besides its steps and the rows of its tables.
    var generalFacts: [Facts] {
        var process = Facts(.process, "")
        process.say("title", title)
        process.say("carries out", source)
        process.say("about", subjectType)
        process.say("case id", caseID?.sourceText)
        process.say("one case for each", key.joined(separator: ", "))
        return [process] + inputs.fields.map(inputFacts) + variables.map(Self.facts) + outputs.map(Self.facts)
            + roles.values.sorted { $0.name < $1.name }.map(Self.facts) + duties.map(facts)
            + types.sorted { $0.key < $1.key }.map { Self.facts($0.key, $0.value) }
            + messages.sorted { $0.key < $1.key }.map { Self.facts($0.key, $0.value) }
            + vocabularies.sorted { $0.key < $1.key }.map { Self.facts($0.key, $0.value) }
            + templates.sorted { $0.key < $1.key }.map { Self.facts(template: $0.key, $0.value) }
    }

    private func inputFacts(_ field: FieldSchema) -> Facts {
        var facts = Facts(.input, field.name)
        facts.say("is", field.type.words, isHeadline: true)
        facts.say("is given", field.isRequired ? "always" : "when there is one")
        facts.say("if none is given", inputDefaults[field.name]?.words)
        facts.say("means", field.summary)
        return facts
    }

    private static func facts(_ variable: Variable) -> Facts {
        var facts = Facts(.variable, variable.name)
        facts.say("is", variable.type.words, isHeadline: true)
        facts.say("begins as", variable.formula?.sourceText ?? variable.initial.words)
        return facts
    }

    private static func facts(_ output: NamedTemplate) -> Facts {
        var facts = Facts(.output, output.name)
        facts.say("is", output.value.sourceText, isHeadline: true)
        return facts
    }

    private static func facts(_ role: RoleRule) -> Facts {
        var facts = Facts(.role, role.name)
        facts.say("title", role.title)
        facts.say("is", role.words, isHeadline: true)
        return facts
    }

    private func facts(_ duty: DutyRule) -> Facts {
        func names(_ indexes: [Int]) -> String { indexes.map { steps[$0].id }.joined(separator: ", ") }
        switch duty {
        case .differentPeople(let indexes): return Facts(.rule, "different people do \(names(indexes))")
        case .samePerson(let indexes): return Facts(.rule, "the same person does \(names(indexes))")
        case .notFrom(let index, let organisation):
            return Facts(.rule, "\(steps[index].id) is done by nobody from \(organisation.sourceText)")
        case .notSubmitter(let index): return Facts(.rule, "\(steps[index].id) is not done by who began the case")
        }
    }

    private static func facts(_ name: String, _ type: EnumerationType) -> Facts {
        var facts = Facts(.type, name)
        facts.say("is one of", type.values.joined(separator: " < "), isHeadline: true)
        return facts
    }

    private static func facts(_ name: String, _ message: RecordSchema) -> Facts {
        var facts = Facts(.message, name)
        facts.say("carries", message.words, isHeadline: true)
        return facts
    }

    private static func facts(_ name: String, _ vocabulary: Value) -> Facts {
        var facts = Facts(.vocabulary, name)
        guard case .list(let items) = vocabulary else {
            facts.say("is", vocabulary.words)
            return facts
        }
        for (place, item) in items.enumerated() {
            facts.say((item["id"] ?? item["name"])?.text ?? "entry \(place + 1)", item.words)
        }
        facts.say("in the order", items.map { ($0["id"] ?? $0["name"])?.text ?? $0.words }.joined(separator: ", "))
        return facts
    }

    private static func facts(template name: String, _ text: String) -> Facts {
        var facts = Facts(.template, name)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
        facts.say("text", "\(lines) lines, \(ContentHash(of: Array(text.utf8)).description.prefix(12))")
        return facts
    }
}

// MARK: - Words

extension Value {
    /// The value as it stands in a file.
    var words: String { text ?? JSONText.string(of: self, style: .plain) }
}

extension RoleRule {
    /// Who holds it.
    var words: String {
        (positions.isEmpty ? "anyone" : positions.joined(separator: " or ")) + " in " + organisation.sourceText
    }
}

extension RecordSchema {
    /// The fields with their types.
    var words: String {
        fields.isEmpty
            ? "nothing"
            : fields.map { "\($0.name): \($0.type.words)\($0.isRequired ? "" : ", may be left out")" }
                .joined(separator: "; ")
    }
}

extension FieldType {
    /// The type in words, with the types of fields inside it.
    var words: String {
        switch self {
        case .record(let schema): "{ \(schema.words) }"
        case .list(let element): "a list of: " + element.words
        case .map(let element): "a map to: " + element.words
        default: title
        }
    }
}
