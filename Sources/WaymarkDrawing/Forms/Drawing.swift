package import WaymarkDefinition

/// The forms in which a definition can be drawn.
package enum DrawingForm: String, CaseIterable, Sendable {
    /// A flowchart in Mermaid's language.
    case mermaid
    /// A graph for Graphviz.
    case dot
    /// A picture.
    case svg
    /// BPMN 2.0 with diagram positions.
    case bpmn
    /// A Petri net of the flow of control.
    case pnml

    /// The text of a drawing in this form.
    package func text(of definition: CompiledDefinition, marks: CaseMarks? = nil) -> String {
        let graph = ProcessGraph(definition, marks: marks)
        return switch self {
        case .mermaid: MermaidWriter(graph).text
        case .dot: DOTWriter(graph).text
        case .svg: SVGWriter(graph).text
        case .bpmn: BPMNWriter(graph).text
        case .pnml: PNMLWriter(WorkflowNet(definition), name: definition.workflow).text
        }
    }
}
