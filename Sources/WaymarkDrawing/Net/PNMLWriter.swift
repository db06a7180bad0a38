/// Writes a net in the Petri Net Markup Language (ISO/IEC 15909-2), for tools that judge nets.
struct PNMLWriter {
    private(set) var text: String

    init(_ net: WorkflowNet, name: String) {
        text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <pnml xmlns="http://www.pnml.org/version-2009/grammar/pnml">
              <net id="net" type="http://www.pnml.org/version-2009/grammar/ptnet">
                <name><text>\(XMLText.escaped(name))</text></name>
                <page id="page">

            """
        for (index, place) in net.places.enumerated() { self.place(index, place, isSource: index == net.source) }
        for (index, transition) in net.transitions.enumerated() { self.transition(index, transition) }
        line("    </page>")
        line("    <finalmarkings>")
        line("      <marking><place idref=\"p\(net.sink)\"><text>1</text></place></marking>")
        line("    </finalmarkings>")
        line("  </net>")
        line("</pnml>")
    }

    private mutating func line(_ line: String) { text += line + "\n" }

    private mutating func place(_ index: Int, _ name: String, isSource: Bool) {
        let marking = isSource ? "<initialMarking><text>1</text></initialMarking>" : ""
        line("      <place id=\"p\(index)\"><name><text>\(XMLText.escaped(name))</text></name>\(marking)</place>")
    }

    private mutating func transition(_ index: Int, _ transition: WorkflowNet.Transition) {
        let name = XMLText.escaped(transition.label ?? transition.id)
        // The mark by which ProM and pm4py know that a transition stands for nothing that is seen.
        let hidden =
            transition.label == nil
            ? "<toolspecific tool=\"ProM\" version=\"6.4\" activity=\"$invisible$\"/>" : ""
        line("      <transition id=\"t\(index)\"><name><text>\(name)</text></name>\(hidden)</transition>")
        for (number, input) in transition.inputs.enumerated() {
            line("      <arc id=\"i\(index)_\(number)\" source=\"p\(input)\" target=\"t\(index)\"/>")
        }
        for (number, output) in transition.outputs.enumerated() {
            line("      <arc id=\"o\(index)_\(number)\" source=\"t\(index)\" target=\"p\(output)\"/>")
        }
    }
}
