package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins the vocabulary elements of one id in one document: together they describe it, and none may contradict another. */
final class RepeatedElements {
    private final Map<List<String>, SentMasterData> known = new HashMap<>();

    /** What contradicts an earlier element of the id; an element with a contradiction is left out. */
    List<Violation> contradictions(String vocabulary, String id, SentMasterData element) {
        SentMasterData before = known.get(List.of(vocabulary, id));
        if (before == null) return List.of();
        Map<String, List<String>> was = AttributeNames.byLocalName(before.attributes());
        List<Violation> contradictions = new ArrayList<>();
        AttributeNames.byLocalName(element.attributes()).forEach((name, now) -> {
            if (name.equals(SentMasterData.CHILDREN) || isBlank(now)) return;
            List<String> said = was.getOrDefault(name, now);
            if (isBlank(said) || said.equals(now)) return;
            String message = id + " is described twice: its " + name + " is " + now + " here, and " + said + " at "
                    + before.path() + "; send it once";
            contradictions.add(new Violation(element.path(), "masterData", message, id));
        });
        return contradictions;
    }

    /** All that the document says of the id so far. */
    Map<String, List<String>> joined(String vocabulary, String id, SentMasterData element) {
        List<String> key = List.of(vocabulary, id);
        SentMasterData before = known.get(key);
        SentMasterData all = before == null ? element : joined(before, element);
        known.put(key, all);
        return all.attributes();
    }

    /** An empty value says nothing. */
    private static boolean isBlank(List<String> values) {
        return values.stream().allMatch(String::isBlank);
    }

    private static SentMasterData joined(SentMasterData first, SentMasterData second) {
        Map<String, List<String>> attributes = new LinkedHashMap<>(first.attributes());
        second.attributes().forEach((name, values) -> {
            if (!isBlank(values) || !attributes.containsKey(name)) attributes.put(name, values);
        });
        List<String> children = first.attributes().get(SentMasterData.CHILDREN);
        if (children != null) {
            Set<String> all = new LinkedHashSet<>(children);
            all.addAll(second.attributes().getOrDefault(SentMasterData.CHILDREN, List.of()));
            attributes.put(SentMasterData.CHILDREN, List.copyOf(all));
        }
        return new SentMasterData(first.path(), first.vocabulary(), first.id(), attributes);
    }
}
