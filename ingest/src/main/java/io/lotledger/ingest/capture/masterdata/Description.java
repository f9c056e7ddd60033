package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * What the versions of one element say together. The newest value of each attribute counts, by the date on which its document was
 * created, so that documents may arrive in any order. A date after the capture is the time of the capture. Of equal dates, what was
 * captured last counts. A change by PUT, PATCH or a form is of the time of its capture, and states the whole: what was known by then
 * and is not in it is removed.
 *
 * @param attributes values by local name, as {@link AttributeNames} reads them
 * @param dates of each attribute that has a value or was removed, in milliseconds since 1970
 */
public record Description(Map<String, List<String>> attributes, Map<String, Long> dates) {
    public static final Description NONE = new Description(Map.of(), Map.of());

    /** The names whose older values end when a name has a new value. */
    private static final Map<String, Set<String>> ENDS = ends();

    public Description {
        attributes = Map.copyOf(attributes);
        dates = Map.copyOf(dates);
    }

    /** What the versions in a stream of the log say, by local name. */
    public static Description of(List<LogEntry> entries) {
        return fold(entries, Description::and);
    }

    /** The same by the names that were sent. */
    public static Description asSent(List<LogEntry> entries) {
        return fold(entries, Description::andAsSent);
    }

    private static Description fold(
            List<LogEntry> entries, BiFunction<Description, MasterDataCaptured, Description> and) {
        Description all = NONE;
        for (LogEntry entry : entries) {
            if (entry.payload() instanceof MasterDataCaptured version) all = and.apply(all, version);
        }
        return all;
    }

    /** This and a version that was captured later, by local name. */
    public Description and(MasterDataCaptured version) {
        return and(AttributeNames.byLocalName(named(version)), date(version), version.isMaintained());
    }

    /** This and a version that was captured later, by the names that were sent. */
    public Description andAsSent(MasterDataCaptured version) {
        return and(named(version), date(version), version.isMaintained());
    }

    private static Map<String, List<String>> named(MasterDataCaptured version) {
        if (!version.attributes().containsKey(MasterDataCaptured.WHOLE)) return version.attributes();
        Map<String, List<String>> named = new TreeMap<>(version.attributes());
        named.remove(MasterDataCaptured.WHOLE);
        return named;
    }

    /** Whether these attributes add nothing to it. */
    public boolean says(Map<String, List<String>> sent) {
        return !sent.containsKey(MasterDataCaptured.WHOLE)
                && sent.entrySet().stream()
                        .allMatch(one -> one.getValue().isEmpty()
                                ? attributes.containsKey(one.getKey())
                                : one.getValue().equals(attributes.get(one.getKey())));
    }

    /**
     * @param date as {@link #date} gives it
     * @param isWhole whether what is not in it is removed
     */
    public Description and(Map<String, List<String>> sent, long date, boolean isWhole) {
        Set<String> removed = isWhole ? new HashSet<>(attributes.keySet()) : new HashSet<>();
        Set<String> ended = new HashSet<>();
        Map<String, List<String>> all = new TreeMap<>(attributes);
        Map<String, Long> allDates = new TreeMap<>(dates);
        sent.forEach((name, values) -> {
            if (!values.isEmpty() && isWithin(date, name)) {
                all.put(name, values);
                allDates.put(name, date);
                ended.addAll(ENDS.getOrDefault(name, Set.of()));
            } else if (values.isEmpty()) {
                all.putIfAbsent(name, values);
            }
        });
        Set<String> stated = sent.keySet().stream()
                .filter(name -> !sent.getOrDefault(name, List.of()).isEmpty())
                .collect(Collectors.toSet());
        ended.removeAll(sent.keySet());
        ended.removeIf(name -> dates.getOrDefault(name, Long.MIN_VALUE) == date); // documents of one date add up
        removed.addAll(ended);
        removed.removeAll(stated);
        for (String name : removed) {
            if (!isWithin(date, name)) continue;
            all.remove(name);
            allDates.put(name, date);
        }
        return new Description(all, allDates);
    }

    /**
     * Other names of the same column of a place; with a new street the rest of the older address too, so that no workbook has an
     * address that nobody stated. A further line of a street alone ends nothing.
     */
    private static Map<String, Set<String>> ends() {
        Map<String, Set<String>> ends = new HashMap<>();
        DescribedColumn.of(DescribedColumn.Of.PLACE)
                .forEach(column -> column.alternatives()
                        .forEach(names -> ends.computeIfAbsent(names.get(0), n -> new HashSet<>())
                                .addAll(column.names())));
        DescribedColumn.STREET
                .alternatives()
                .forEach(street -> DescribedColumn.ADDRESS.forEach(
                        part -> ends.computeIfAbsent(street.get(0), n -> new HashSet<>())
                                .addAll(part.names())));
        String latitude = DescribedColumn.LATITUDE.preferred();
        String longitude = DescribedColumn.LONGITUDE.preferred();
        ends.put(latitude, Set.of(longitude));
        ends.put(longitude, Set.of(latitude));
        return ends;
    }

    private boolean isWithin(long date, String name) {
        return dates.getOrDefault(name, Long.MIN_VALUE) <= date;
    }

    /** When a version was said, in milliseconds since 1970. */
    public static long date(MasterDataCaptured version) {
        Instant created = version.creationDate();
        Instant captured = version.recordTime();
        return (created == null || created.isAfter(captured) ? captured : created).toEpochMilli();
    }
}
