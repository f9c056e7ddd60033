package io.lotledger.projections.query.event;

import io.lotledger.ingest.document.event.KeptEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A captured event or error declaration with its values by facet. */
public final class QueriedEvent {
    private final long position;
    private final KeptEvent kept;
    private final Instant eventTime;
    private final Map<Facet, Set<String>> values = new LinkedHashMap<>();
    private final Map<Facet, List<Measure>> measures = new LinkedHashMap<>();
    private final Map<Facet, Set<String>> sentEpcs = new LinkedHashMap<>();
    private final Set<IndexEntry> entries = new LinkedHashSet<>();

    private QueriedEvent(long position, KeptEvent kept, Instant eventTime) {
        this.position = position;
        this.kept = kept;
        this.eventTime = eventTime;
    }

    /**
     * @param position its log position
     * @param kept the document, as the log holds it
     * @throws IllegalArgumentException when the document is not an event; events in the log have passed the rules
     */
    public static QueriedEvent of(long position, KeptEvent kept) {
        EventValues reader = new EventValues(kept);
        QueriedEvent event = new QueriedEvent(position, kept, reader.eventTime());
        reader.addTo(event);
        return event;
    }

    public static QueriedEvent of(long position, String document, Instant recordTime) {
        return of(position, new KeptEvent(document, recordTime));
    }

    /**
     * Only the values of an event's top-level resources (EPCIS 2.0 §12): its type, business step, disposition, places and EPCs.
     * They are those of {@link #of}, and cheaper to read.
     *
     * @throws IllegalArgumentException when the document is not an event
     */
    public static Map<Facet, Set<String>> resources(KeptEvent kept) {
        EventValues reader = new EventValues(kept);
        QueriedEvent event = new QueriedEvent(0, kept, reader.eventTime());
        reader.addResourcesTo(event);
        return event.values;
    }

    public long position() {
        return position;
    }

    public KeptEvent kept() {
        return kept;
    }

    public Instant eventTime() {
        return eventTime;
    }

    public Instant recordTime() {
        return kept.recordTime();
    }

    /** The values of a facet in their normal form, each once; empty if the event has none. */
    public Set<String> values(Facet facet) {
        return values.getOrDefault(facet, Set.of());
    }

    /** The EPCs or classes of a facet as sent: an EPC URN shows its company prefix, its normal form does not. */
    public Set<String> sentEpcs(Facet facet) {
        return sentEpcs.getOrDefault(facet, Set.of());
    }

    public List<Measure> measures(Facet facet) {
        return measures.getOrDefault(facet, List.of());
    }

    /** Whether the event has the facet, with a value of any form. */
    public boolean has(Facet facet) {
        return values.containsKey(facet) || measures.containsKey(facet);
    }

    /** The first value of a facet. */
    public @Nullable String first(Facet facet) {
        return values(facet).stream().findFirst().orElse(null);
    }

    /** The keys under which the index finds the event. */
    public long[] keys(UUID organisation) {
        return entries.stream()
                .mapToLong(entry -> entry.key(organisation))
                .sorted()
                .distinct()
                .toArray();
    }

    /** Records a value that queries ask for by equality. */
    void add(Facet facet, String value) {
        if (values.computeIfAbsent(facet, f -> new LinkedHashSet<>()).add(value))
            entries.add(new IndexEntry(facet, value));
    }

    /** Records a value that only ranges ask for; the index knows that the facet is present. */
    void addRanged(Facet facet, String value) {
        values.computeIfAbsent(facet, f -> new LinkedHashSet<>()).add(value);
        addPresence(facet);
    }

    /** Records that a facet is present, whatever its value. */
    void addPresence(Facet facet) {
        values.computeIfAbsent(facet, f -> new LinkedHashSet<>());
        entries.add(IndexEntry.present(facet));
    }

    void add(Facet facet, Measure measure) {
        measures.computeIfAbsent(facet, f -> new ArrayList<>()).add(measure);
        entries.add(MeasureEntries.of(facet, measure.uom()));
        entries.add(MeasureEntries.any(facet));
    }

    /** Records an EPC or class, and the entries by which patterns find it. */
    void addEpc(Facet facet, String sent) {
        String identifier = ValueForm.identifier(sent);
        sentEpcs.computeIfAbsent(facet, f -> new LinkedHashSet<>()).add(sent);
        if (!values.computeIfAbsent(facet, f -> new LinkedHashSet<>()).add(identifier)) return;
        entries.add(new IndexEntry(facet, identifier));
        entries.addAll(EpcPattern.entries(facet, identifier));
    }
}
