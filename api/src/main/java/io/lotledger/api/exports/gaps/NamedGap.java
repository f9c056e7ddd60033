package io.lotledger.api.exports.gaps;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A required element that an event of a trace lacks, once for all rows of the event.
 *
 * @param kind the critical tracking event, as FDA's spreadsheet calls it
 * @param lot as printed; the first of those whose rows lack it
 * @param moreLots count of the other lots whose rows lack it
 * @param send what would fill the gap
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record NamedGap(
        String kind,
        String kde,
        String column,
        String cfr,
        String lotId,
        String lot,
        int moreLots,
        String eventId,
        @Nullable Keeper ask,
        String send) {
    private static final Pattern GLN = Pattern.compile("(?<!\\d)\\d{13}(?!\\d)");

    /** Who keeps the record. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Keeper(
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {
        /** {@code Monterey Leaf Packers, +1 831 555 0145}; empty when nothing is known. */
        public String words() {
            return Stream.of(Objects.requireNonNullElse(name, gln == null ? "" : "GLN " + gln), phone)
                    .filter(word -> word != null && !word.isEmpty())
                    .collect(Collectors.joining(", "));
        }
    }

    public static NamedGap of(UUID organisation, Readiness.Missing gap) {
        Readiness.Event event = gap.event();
        Readiness.Element element = gap.element();
        Readiness.Contact contact = element.ask();
        Keeper ask = contact == null ? null : new Keeper(contact.gln(), contact.name(), contact.phone());
        return new NamedGap(
                event.cte(),
                element.kde(),
                element.column(),
                "21 CFR " + element.cfr(),
                ShortUuid.encode(event.lot().idIn(organisation)),
                event.lot().printed(),
                gap.lots().size() - 1,
                event.eventID(),
                ask,
                send(event, element, ask));
    }

    private static String send(Readiness.Event event, Readiness.Element element, @Nullable Keeper ask) {
        Matcher place = GLN.matcher(Objects.requireNonNullElse(element.value(), ""));
        if (place.find())
            return "Describe the place " + place.group() + " with PUT /epcis/api/2.0/masterdata/locations/"
                    + place.group() + ", or capture a document with its master data.";
        String keeper = ask == null || ask.words().isEmpty() ? "who keeps the record" : ask.words();
        return "Ask " + keeper + " for “" + element.column() + "” of the event " + event.eventID()
                + ", and capture the corrected event.";
    }
}
