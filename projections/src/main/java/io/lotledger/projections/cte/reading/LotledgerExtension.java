package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Extensions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The project's own fields on an event or in its ilmd, namespace {@code urn:lotledger:fsma204#}; the bare prefix {@code
 * lotledger:} is accepted too.
 */
public final class LotledgerExtension {
    private static final String NAMESPACE = "urn:lotledger:fsma204#";
    private static final String PREFIX = "lotledger:";

    private LotledgerExtension() {}

    /** The field's text: first on the event, then in its ilmd. */
    public static Optional<String> text(EpcisEvent event, String name) {
        if (isBare(event)) return Optional.empty();
        return parts(event)
                .flatMap(part -> names(name).flatMap(full -> part.text(full).stream()))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    public static Optional<Extensions> object(EpcisEvent event, String name) {
        return parts(event)
                .flatMap(part -> names(name).flatMap(full -> part.nested(full).stream()))
                .findFirst();
    }

    /** The objects of a list, or the one object; first on the event, then in its ilmd. */
    public static List<Extensions> objects(EpcisEvent event, String name) {
        return parts(event)
                .flatMap(part -> names(name)
                        .flatMap(full -> Stream.ofNullable(part.values().get(full))))
                .flatMap(value -> value instanceof List<?> many ? many.stream() : Stream.of(value))
                .filter(Extensions.class::isInstance)
                .map(Extensions.class::cast)
                .toList();
    }

    public static boolean exemptSource(EpcisEvent event) {
        return text(event, "exemptSource").filter("true"::equalsIgnoreCase).isPresent();
    }

    /** Most events are asked for many fields and have none. */
    private static boolean isBare(EpcisEvent event) {
        return event.fields().extensions().values().isEmpty()
                && event.fields().ilmd().values().isEmpty();
    }

    private static Stream<Extensions> parts(EpcisEvent event) {
        return Stream.of(event.fields().extensions(), event.fields().ilmd());
    }

    private static Stream<String> names(String name) {
        return Stream.of(NAMESPACE + name, PREFIX + name);
    }
}
