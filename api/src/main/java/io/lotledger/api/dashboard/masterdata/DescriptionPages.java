package io.lotledger.api.dashboard.masterdata;

import io.lotledger.api.masterdata.MasterDataEdits;
import io.lotledger.api.masterdata.MasterDataLists;
import io.lotledger.api.masterdata.MasterDataLists.Described;
import io.lotledger.api.security.Caller;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.capture.MasterDataCapture;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersion;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Reads and changes the description of one place or product, for its page. */
@Component
class DescriptionPages {
    /** Before the name of a field: the value that the form showed. */
    static final String SHOWN = "shown-";

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_VERSIONS = 50;

    private final MasterDataLists lists;
    private final MasterDataVersions versions;
    private final MasterDataEdits edits;
    private final ReadModels readModels;

    DescriptionPages(MasterDataLists lists, MasterDataVersions versions, MasterDataEdits edits, ReadModels readModels) {
        this.lists = lists;
        this.versions = versions;
        this.edits = edits;
        this.readModels = readModels;
    }

    /**
     * The page of one place or product.
     *
     * @param values by field, as a workbook shows them
     * @param hasOlder whether there are versions that are not shown
     * @param isCurrent whether everything that was acknowledged is in it
     */
    record Page(
            Described described,
            Map<String, String> values,
            List<Version> versions,
            boolean hasOlder,
            boolean isCurrent) {
        public boolean isKnown() {
            return described.use().events() > 0 || described.use().described() || !versions.isEmpty();
        }
    }

    record Version(long position, Instant recorded, String id, boolean isNewest, Map<String, String> attributes) {}

    /** As of everything that was acknowledged, so that who saves sees it. */
    Page page(UUID organisation, DescribedList list, String key) throws InterruptedException {
        boolean isCurrent = readModels.await(MasterDataProjection.NAME, readModels.head(), LONGEST_WAIT);
        Attributes attributes = attributes(organisation, list, key);
        Map<String, String> values = new LinkedHashMap<>();
        list.getFields().forEach(field -> values.put(field.name(), field.valueIn(attributes)));
        List<MasterDataVersion> history = list == DescribedList.PLACES
                ? versions.history(organisation, new Gln(key), Long.MAX_VALUE, MOST_VERSIONS + 1)
                : versions.history(organisation, new Gtin(key), Long.MAX_VALUE, MOST_VERSIONS + 1);
        Described described =
                list == DescribedList.PLACES ? lists.place(organisation, key) : lists.product(organisation, key);
        return new Page(
                described,
                values,
                history.stream()
                        .limit(MOST_VERSIONS)
                        .map(DescriptionPages::version)
                        .toList(),
                history.size() > MOST_VERSIONS,
                isCurrent);
    }

    private Attributes attributes(UUID organisation, DescribedList list, String key) {
        return list == DescribedList.PLACES
                ? versions.location(organisation, Long.MAX_VALUE - 1, new Gln(key))
                : versions.product(organisation, Long.MAX_VALUE - 1, new Gtin(key));
    }

    private static Version version(MasterDataVersion version) {
        Map<String, String> attributes = new TreeMap<>();
        version.attributes().withValues().forEach((name, values) -> attributes.put(name, String.join("; ", values)));
        return new Version(version.since(), version.recordTime(), version.id(), version.until() == null, attributes);
    }

    /**
     * Keeps what the sent values change. A field that is sent empty is removed.
     *
     * @param sent by field, and by {@link #SHOWN} and field what the form showed; a field that is absent or as it was shown
     *     stays as it is now
     * @throws MasterDataEdits.Refused when a value breaks a rule; nothing is kept
     */
    MasterDataCapture.Result keep(Caller caller, DescribedList list, String key, Map<String, String> sent) {
        Attributes known = attributes(caller.organisation(), list, key);
        Map<String, List<String>> set = new LinkedHashMap<>();
        Set<String> removed = new LinkedHashSet<>();
        for (DescriptionField field : list.getFields()) {
            String value = sent.get(field.name());
            if (value == null) continue;
            String now = field.valueIn(known);
            String shown = sent.getOrDefault(SHOWN + field.name(), now);
            if (value.strip().equals(shown.strip()) || value.strip().equals(now)) continue;
            if (value.isBlank()) removed.addAll(field.attributes(list.rules().names()));
            else set.put(field.name(), List.of(value.strip()));
        }
        return edits.merge(caller, list.rules(), list.uri(key), set, removed);
    }

    /** The faults of values that were not kept, by field; those of no field under an empty name. */
    static Map<String, List<String>> byField(DescribedList list, List<Violation> faults) {
        Map<String, List<String>> byField = new LinkedHashMap<>();
        for (Violation fault : faults) {
            String name = list.getFields().stream()
                    .map(DescriptionField::name)
                    .filter(field -> fault.path().equals("$.attributes." + field))
                    .findFirst()
                    .orElse("");
            String message = fault.message();
            // the field's label stands above it
            if (message.startsWith(name + ": ")) message = message.substring(name.length() + 2);
            byField.computeIfAbsent(name, n -> new ArrayList<>()).add(message);
        }
        return byField;
    }

    List<Described> list(UUID organisation, DescribedList list, String after, int limit) {
        return list == DescribedList.PLACES
                ? lists.places(organisation, after, limit)
                : lists.products(organisation, after, limit);
    }

    /** The faults that keeping the values would meet, without keeping anything. */
    List<Violation> review(DescribedList list, Map<String, String> values) {
        Map<String, List<String>> set = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!value.isBlank()) set.put(name, List.of(value.strip()));
        });
        return list.rules().review(set);
    }
}
