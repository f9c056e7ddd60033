package io.lotledger.ingest.document.xml;

/**
 * The QuantityEvent of EPCIS 1.x (EPCIS 1.2 §7.4.4) observes a number of objects of one class. EPCIS 2.0 has no such
 * type and expresses it as an ObjectEvent OBSERVE with one quantity.
 */
final class QuantityEvents {
    static final String NAME = "QuantityEvent";
    static final String NOTE =
            "EPCIS 2.0 has no QuantityEvent; it is stored as an ObjectEvent OBSERVE with one quantity";

    private QuantityEvents() {}

    static XmlElement asObjectEvent(XmlElement sent) {
        XmlElement event = new XmlElement("ObjectEvent", sent.line, sent.column);
        event.attributes.putAll(sent.attributes);
        XmlElement list = new XmlElement("quantityList", sent.line, sent.column);
        XmlElement quantity = new XmlElement("quantityElement", sent.line, sent.column);
        list.children.add(quantity);
        XmlElement action = new XmlElement("action", sent.line, sent.column);
        action.addText("OBSERVE");
        for (XmlElement field : sent.unwrapped()) {
            boolean counted = field.name.equals("epcClass") || field.name.equals("quantity");
            (counted ? quantity : event).children.add(field);
        }
        event.children.add(action);
        event.children.add(list);
        return event;
    }
}
