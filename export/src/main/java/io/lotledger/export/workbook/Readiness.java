package io.lotledger.export.workbook;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How completely the records of lots meet 21 CFR 1 Subpart S: each cell of FDA's spreadsheet, present or missing.
 *
 * <p>A score is the share of present cells among those that the rule requires unconditionally, from 0 to 1; 1 where it requires
 * none. A cell that FDA's heading makes conditional ("if applicable") is listed, and counts in no score.
 *
 * @param tlcScore of the traceability lot codes alone
 * @param tlcSourceScore of the location descriptions of their sources alone
 * @param events one per row of the spreadsheet, in its order
 */
public record Readiness(double score, double tlcScore, double tlcSourceScore, List<Event> events) {
    public Readiness {
        events = List.copyOf(events);
    }

    /** @param cte the tab's name in FDA's spreadsheet */
    public record Event(
            String cte, LotKey lot, String eventID, Instant eventTime, String reason, List<Element> elements) {
        public Event {
            elements = List.copyOf(elements);
        }
    }

    /**
     * One key data element, as one column of the spreadsheet.
     *
     * @param kde its name in the rule's words
     * @param cfr the paragraph that asks for it, {@code 1.1340(a)(1)}
     * @param value as the cell shows it; for a missing element its identifier, if known, or null
     * @param required false where FDA's heading says "if applicable" or the like
     * @param ask who keeps the record, where the element is missing
     */
    public record Element(
            String kde,
            String column,
            String cfr,
            @Nullable String value,
            boolean present,
            boolean required,
            @Nullable Contact ask) {}

    /** Unknown parts are null. */
    public record Contact(
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {}

    /**
     * An element that an event lacks, once for all its rows.
     *
     * @param event the first of the rows that lack it
     * @param lots of all rows that lack it
     */
    public record Missing(Event event, Element element, List<LotKey> lots) {
        public Missing {
            lots = List.copyOf(lots);
        }
    }

    /** A score with four digits, rounded down: only a complete record scores 1. */
    public static double rounded(double score) {
        return Math.floor(score * 10_000) / 10_000;
    }

    /**
     * What to ask for, in the order of the spreadsheet, conditional elements too. A transformation has a row for each lot used and lot
     * made; what several rows of an event lack is one element to ask for.
     */
    public List<Missing> missing() {
        record Lack(String eventID, String cte, Element element) {}
        Map<Lack, Event> first = new LinkedHashMap<>();
        Map<Lack, Set<LotKey>> lots = new HashMap<>();
        for (Event event : events) {
            for (Element element : event.elements()) {
                if (element.present()) continue;
                Lack lack = new Lack(event.eventID(), event.cte(), element);
                first.putIfAbsent(lack, event);
                lots.computeIfAbsent(lack, l -> new LinkedHashSet<>()).add(event.lot());
            }
        }
        return first.entrySet().stream()
                .map(each -> new Missing(
                        each.getValue(),
                        each.getKey().element(),
                        List.copyOf(lots.getOrDefault(each.getKey(), Set.of()))))
                .toList();
    }

    /** The required elements that are missing, each once for all rows of its event. */
    public List<Missing> gaps() {
        return missing().stream()
                .filter(missing -> missing.element().required())
                .toList();
    }

    public long countMissing() {
        return gaps().size();
    }

    public static Readiness of(CriticalTrackingEvents ctes) {
        List<Event> events = ctes.rows().stream()
                .map(row -> event(FdaTemplate.tabOf(row), row))
                .toList();
        return new Readiness(
                score(events, element -> true),
                score(events, element -> element.kde().equals(KeyDataElement.TRACEABILITY_LOT_CODE.title())),
                score(events, element -> element.kde().equals(KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE.title())),
                events);
    }

    private static <R extends CriticalTrackingEvent> Event event(Tab<R> tab, CriticalTrackingEvent row) {
        R record = tab.type().cast(row);
        Contact keeper = contact(tab.keeper().apply(record));
        return new Event(
                tab.name(),
                row.basis().lot(),
                row.basis().eventID(),
                row.basis().eventTime(),
                row.basis().reason(),
                tab.columns().stream()
                        .map(column -> element(column, column.cell().apply(record), keeper))
                        .toList());
    }

    private static Element element(FdaColumn<?> column, Kde kde, Contact keeper) {
        return new Element(
                column.kde().title(),
                column.title(),
                column.cfr(),
                text(kde),
                !kde.isGap(),
                !column.conditional(),
                kde.isGap() ? keeper : null);
    }

    private static Contact contact(LocationDescription place) {
        return new Contact(place.gln(), known(place.businessName()), known(place.phone()));
    }

    private static @Nullable String known(Kde kde) {
        return kde.isGap() ? null : text(kde);
    }

    private static @Nullable String text(Kde kde) {
        if (kde instanceof Kde.Known known) return known.text();
        return kde instanceof Kde.NotApplicable none ? CellWriter.words(none) : null;
    }

    private static double score(List<Event> events, Predicate<Element> about) {
        long asked = elements(events).filter(about).count();
        long present = elements(events).filter(about).filter(Element::present).count();
        return asked == 0 ? 1 : (double) present / asked;
    }

    private static Stream<Element> elements(List<Event> events) {
        return events.stream().flatMap(event -> event.elements().stream()).filter(Element::required);
    }
}
