package io.lotledger.api.dashboard.exports;

import io.lotledger.export.lifecycle.JobQuery;
import io.lotledger.export.lifecycle.JobStatus;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The filters of the list of exports as they stand in its URL, each kept as it was typed.
 *
 * @param status null for all
 * @param lot a lot code or a lot's id
 * @param from a day in the reader's zone, or a time with an offset
 * @param to the same; a day is included
 */
record ExportFilter(
        @Nullable String status,
        @Nullable String lot,
        @Nullable String from,
        @Nullable String to) {
    ExportFilter {
        status = sent(status);
        lot = sent(lot);
        from = sent(from);
        to = sent(to);
    }

    private static @Nullable String sent(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    public boolean isSet() {
        return status != null || lot != null || from != null || to != null;
    }

    /** A sentence for each field that cannot be read. */
    Map<String, String> faults(ZoneId zone) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (status != null && JobStatus.ofWord(status).isEmpty())
            faults.put("status", "A status is pending, processing, delivered or failed, not “" + status + "”.");
        Instant start = null;
        Instant end = null;
        if (from != null) {
            start = SentDay.start(from, zone).orElse(null);
            if (start == null) faults.put("from", SentDay.FAULT);
        }
        if (to != null) {
            end = SentDay.end(to, zone).orElse(null);
            if (end == null) faults.put("to", SentDay.FAULT);
        }
        if (start != null && end != null && !start.isBefore(end)) faults.put("to", "The last day is before the first.");
        return faults;
    }

    /** To be called only on filters without faults. */
    JobQuery query(UUID organisation, LotNameSearch names, ZoneId zone, JobQuery.Place place, int limit) {
        return new JobQuery(
                organisation,
                status == null ? null : JobStatus.ofWord(status).orElseThrow(),
                lot == null ? null : lots(organisation, lot, names),
                from == null ? null : SentDay.start(from, zone).orElseThrow(),
                to == null ? null : SentDay.end(to, zone).orElseThrow(),
                place,
                limit);
    }

    /** The lots of that code, and the lot of that id; none where nothing is called so. */
    private static Set<UUID> lots(UUID organisation, String text, LotNameSearch names) {
        Set<UUID> lots = names.byTlc(organisation, List.of(text), Long.MAX_VALUE).values().stream()
                .flatMap(List::stream)
                .map(Lot::id)
                .collect(Collectors.toSet());
        id(text).ifPresent(lots::add);
        return lots;
    }

    private static Optional<UUID> id(String text) {
        try {
            return Optional.of(ShortUuid.decode(text));
        } catch (IllegalArgumentException e) { // a lot code
            return Optional.empty();
        }
    }

    /** URL of the same list as a file. */
    public String csv() {
        return url("/compliance/exports/list.csv", null, 0);
    }

    /** @param place {@code before} or {@code after}; null for the first page */
    String url(String path, @Nullable String place, long position) {
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(path);
        Map<String, Object> values = new LinkedHashMap<>();
        add(url, values, "status", status);
        add(url, values, "lot", lot);
        add(url, values, "from", from);
        add(url, values, "to", to);
        if (place != null) add(url, values, place, position);
        return url.encode().buildAndExpand(values).toUriString();
    }

    private static void add(UriComponentsBuilder url, Map<String, Object> values, String name, @Nullable Object value) {
        if (value == null) return;
        url.queryParam(name, "{" + name + "}");
        values.put(name, value);
    }
}
