import Foundation
import FoundationXML

/// What a reader of XML finds in a text: whether it is well formed, the ids, and what refers to them.
final class XMLReading: NSObject, XMLParserDelegate {
    /// One element: its name, attributes and text.
    struct Element {
        var name: String
        var attributes: [String: String]
        var text = ""
    }

    private(set) var elements: [Element] = []
    private(set) var fault: String?
    private var open: [Int] = []

    init(_ text: String) {
        super.init()
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        if !parser.parse() { fault = "line \(parser.lineNumber): \(String(describing: parser.parserError))" }
    }

    /// The ids, in order.
    var ids: [String] { elements.compactMap { $0.attributes["id"] } }

    /// What `aria-labelledby` and `url(#…)` refer to.
    var references: [String] {
        elements.flatMap { element -> [String] in
            var found = (element.attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
            for value in element.attributes.values where value.hasPrefix("url(#") {
                found.append(String(value.dropFirst(5).dropLast()))
            }
            return found
        }
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(Element(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if let index = open.last { elements[index].text += string }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}
