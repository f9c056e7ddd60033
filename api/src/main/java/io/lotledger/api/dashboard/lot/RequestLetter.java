package io.lotledger.api.dashboard.lot;

import io.lotledger.api.dashboard.BidiControls;
import io.lotledger.api.dashboard.lot.LotGap.Keeper;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A letter that asks the keeper of a record for what is missing in it. */
final class RequestLetter {
    private static final int MOST_LOTS = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm xxx", Locale.US);

    private RequestLetter() {}

    /**
     * The event in question.
     *
     * @param place where it happened; null if the event does not say
     * @param documents numbers of its documents, with their types
     */
    record Asked(
            String cte,
            String eventId,
            OffsetDateTime at,
            List<String> lots,
            @Nullable String place,
            List<String> documents) {
        Asked {
            lots = List.copyOf(lots);
            documents = List.copyOf(documents);
        }
    }

    /** @param value what identifies the element instead; null if nothing does */
    record Missing(
            String kde, String column, String cfr, @Nullable String value) {}

    /**
     * @param organisation signs the letter
     * @param total the number of elements that are missing, of which the letter may list a part
     */
    static String of(String organisation, Keeper keeper, Map<Asked, List<Missing>> missing, int total) {
        long count = missing.values().stream().mapToLong(List::size).sum();
        StringBuilder letter = new StringBuilder();
        letter.append("Subject: Traceability records of lot ")
                .append(lots(missing))
                .append("\n\n");
        letter.append("To: ").append(keeper.isKnown() ? keeper.words() : "the keeper of these records");
        if (keeper.name() != null && keeper.gln() != null)
            letter.append(", GLN ").append(keeper.gln());
        if (keeper.phone() != null) letter.append(", ").append(keeper.phone());
        letter.append("\n\nOur records lack ")
                .append(total == 1 ? "an element" : total + " elements")
                .append(" that the Food Traceability Rule (21 CFR Part 1, Subpart S) asks for. Please send ")
                .append(total == 1 ? "it" : "them")
                .append(", or an EPCIS event that corrects the record.")
                .append(count < total ? " This letter lists " + count + " of them.\n" : "\n");
        missing.forEach((event, elements) -> letter.append('\n').append(paragraph(event, elements)));
        letter.append("\nFDA may ask for these records at any time; we then have 24 hours (21 CFR 1.1455(c)).\n\n")
                .append(organisation)
                .append('\n');
        return BidiControls.without(letter.toString());
    }

    private static String lots(Map<Asked, List<Missing>> missing) {
        List<String> lots = missing.keySet().stream()
                .flatMap(event -> event.lots().stream())
                .distinct()
                .toList();
        return LotGap.words(lots, 1);
    }

    private static String paragraph(Asked event, List<Missing> elements) {
        StringBuilder text = new StringBuilder();
        Stream.of(
                        (event.lots().size() == 1 ? "Lot: " : "Lots: ") + LotGap.words(event.lots(), MOST_LOTS),
                        "Event: " + event.cte() + ", " + TIME.format(event.at()),
                        event.place() == null ? null : "Place: " + event.place(),
                        event.documents().isEmpty() ? null : "Document: " + String.join(", ", event.documents()),
                        "Event ID: " + event.eventId())
                .filter(Objects::nonNull)
                .forEach(line -> text.append(line).append('\n'));
        for (Missing element : elements) {
            text.append("Missing: ").append(element.column().replace('\n', ' '));
            if (!element.column().startsWith(element.kde()))
                text.append(" (").append(element.kde()).append(')');
            text.append(", ").append(element.cfr());
            if (element.value() != null) text.append(". We know only: ").append(element.value());
            text.append('\n');
        }
        return text.toString();
    }
}
