package io.lotledger.ingest.document.xml;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the element for a JSON path of an event, or the nearest enclosing one. */
final class XmlViolationLocator implements UnaryOperator<String> {
    private static final Pattern STEP = Pattern.compile("\\.([^.\\[]+)|\\['([^']*)'\\]|\\[(\\d+)\\]");

    /** Elements whose children are the list's elements; any other list is a repeated element. */
    private static final Set<String> LISTS = Set.of(
            "epcList",
            "childEPCs",
            "inputEPCList",
            "outputEPCList",
            "quantityList",
            "childQuantityList",
            "inputQuantityList",
            "outputQuantityList",
            "bizTransactionList",
            "sourceList",
            "destinationList",
            "sensorElementList",
            "correctiveEventIDs");

    private final XmlElement event;

    XmlViolationLocator(XmlElement event) {
        this.event = event;
    }

    @Override
    public String apply(String path) {
        XmlElement parent = event;
        XmlElement at = event;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            if (step.group(3) == null) {
                String name = step.group(1) != null ? step.group(1) : step.group(2);
                List<XmlElement> named = named(at, name);
                if (named.isEmpty()) break;
                parent = at;
                at = named.get(0);
            } else {
                int index = Integer.parseInt(step.group(3));
                List<XmlElement> elements = LISTS.contains(at.name) ? at.children : named(parent, at.name);
                if (index >= elements.size()) break;
                at = elements.get(index);
            }
        }
        return at.place();
    }

    private static List<XmlElement> named(XmlElement parent, String name) {
        return parent.unwrapped().stream()
                .filter(child -> child.name.equals(name))
                .toList();
    }
}
