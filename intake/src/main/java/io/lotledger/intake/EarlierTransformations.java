package io.lotledger.intake;

import io.lotledger.ingest.document.event.DocumentSink;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Transformations in the log that used the same quantities as one of the document, on one day, at one place and under the
 * same documents. If they are of one work order that came in two files, the inputs count twice.
 */
final class EarlierTransformations {
    /** Lots looked up at once, each with a thousand events at most. */
    private static final int LOOKED_UP = 20;

    /** By occasion and inputs. */
    private final Map<List<Object>, JoinedLots.Use> known = new HashMap<>();

    /** @param all transformations of which the log has no lot */
    EarlierTransformations(List<? extends JoinedLots.Transformation<?>> all, DocumentSink sink) {
        List<String> lots = List.copyOf(all.stream()
                .flatMap(made -> made.inputs().stream())
                .map(JoinedLots::lot)
                .collect(Collectors.toCollection(TreeSet::new)));
        for (int from = 0; from < lots.size(); from += LOOKED_UP) {
            sink.uses(lots.subList(from, Math.min(lots.size(), from + LOOKED_UP)))
                    .forEach(this::add);
        }
    }

    private void add(String captureID, Collection<JsonNode> events) {
        for (JsonNode event : events) {
            known.putIfAbsent(
                    List.of(occasion(event), JoinedLots.quantities(event.path("inputQuantityList"))),
                    new JoinedLots.Use(event.path("eventID").asString(""), captureID));
        }
    }

    Optional<JoinedLots.Use> of(JoinedLots.Transformation<?> made) {
        return Optional.ofNullable(known.get(List.of(made.occasion(), made.inputs())));
    }

    /** When, where and under which documents. */
    static List<Object> occasion(JsonNode event) {
        return List.of(
                event.path("type").asString(""),
                event.path("eventTime").asString(""),
                event.path("readPoint").path("id").asString(""),
                StreamSupport.stream(event.path("bizTransactionList").spliterator(), false)
                        .map(JsonNode::toString)
                        .sorted()
                        .toList());
    }
}
