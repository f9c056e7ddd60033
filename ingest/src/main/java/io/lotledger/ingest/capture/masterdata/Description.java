package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.epcis.vocabulary.ColumnNames;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What all versions say of one {@link Subject}. The newest value of each column counts, whatever the attribute's name, by the date on
 * which its document was created, so that documents may arrive in any order. A date after the capture is the time of the capture. Of
 * equal dates, what was captured last counts.
 *
 * <p>A PUT is of the time of its capture and states the whole: what was said before it counts no more, even if it is captured later. A
 * PATCH or a form sets and removes some. What was removed stays removed, in all names of its column, until something newer states it.
 *
 * @param attributes values by local name, as {@link AttributeNames} reads them
 * @param dates of each attribute that was stated, or removed by itself, in milliseconds since 1970
 * @param replaced the date of the newest PUT, or {@link #NEVER}
 */
public record Description(Map<String, List<String>> attributes, Map<String, Long> dates, long replaced) {
    public static final long NEVER = Long.MIN_VALUE;
    public static final Description NONE = new Description(Map.of(), Map.of(), NEVER);

    public Description {
        attributes = Map.copyOf(attributes);
        dates = Map.copyOf(dates);
    }

    /** This and a version that was captured later. */
    public Description and(MasterDataCaptured version) {
        return and(Statement.of(version));
    }

    /** This and what was captured later. */
    public Description and(Statement said) {
        return (said.isWhole() ? replacedAt(said.date()) : this).with(said);
    }

    /** What was said after the date, and what is within a place, which is no description of it. */
    private Description replacedAt(long date) {
        Map<String, List<String>> all = new TreeMap<>(attributes);
        Map<String, Long> allDates = new TreeMap<>(dates);
        all.keySet().removeIf(name -> !name.equals(SentMasterData.CHILDREN) && isWithin(date, name));
        allDates.keySet().removeIf(name -> !name.equals(SentMasterData.CHILDREN) && isWithin(date, name));
        return new Description(all, allDates, Math.max(replaced, date));
    }

    private Description with(Statement said) {
        Map<String, List<String>> all = new TreeMap<>(attributes);
        Map<String, Long> allDates = new TreeMap<>(dates);
        Set<String> stated = new HashSet<>();
        Set<String> ended = new HashSet<>();
        said.attributes().forEach((name, values) -> {
            if (!isSaid(name, values)) return;
            stated.add(name);
            if (!isWithin(said.date(), name)) return;
            all.put(name, values);
            allDates.put(name, said.date());
            ended.addAll(endedBy(name, said));
        });
        ended.removeIf(name -> dates.getOrDefault(name, Long.MIN_VALUE) == said.date()); // documents of one date add up
        ended.addAll(removedBy(said));
        ended.removeAll(stated);
        for (String name : ended) {
            if (!isWithin(said.date(), name)) continue;
            all.remove(name);
            allDates.put(name, said.date());
        }
        said.attributes().forEach((name, values) -> {
            if (!isSaid(name, values) && !allDates.containsKey(name) && said.date() >= replaced)
                all.put(name, List.of());
        });
        return new Description(all, allDates, replaced);
    }

    /** Whether everything that it states is known. */
    public boolean says(Statement said) {
        if (said.isWhole() || said.isChange()) return and(said).attributes().equals(attributes);
        return said.attributes().entrySet().stream()
                .allMatch(one -> !isSaid(one.getKey(), one.getValue())
                        || one.getValue().equals(attributes.getOrDefault(one.getKey(), List.of())));
    }

    /**
     * The names whose older values end. A document with a new street ends the rest of the older address too, so that no workbook has
     * an address that nobody stated. A change sets one line and leaves the others.
     */
    private static Set<String> endedBy(String name, Statement said) {
        ColumnNames names = ColumnNames.of(said.of());
        if (said.isChange()) return names.others(name);
        Set<String> ended = new HashSet<>(names.replacedBy(name));
        ended.addAll(names.restOfAddress(name));
        return ended;
    }

    private static Set<String> removedBy(Statement said) {
        if (said.removed() == null) return Set.of();
        ColumnNames names = ColumnNames.of(said.of());
        Set<String> removed = new HashSet<>(said.removed());
        said.removed().forEach(name -> removed.addAll(names.others(name)));
        return removed;
    }

    private boolean isWithin(long date, String name) {
        long first = name.equals(SentMasterData.CHILDREN) ? NEVER : replaced;
        return Math.max(first, dates.getOrDefault(name, NEVER)) <= date;
    }

    /**
     * An empty value says nothing, and neither does an empty list: the name of an object, whose values have names of their own. An
     * empty list of children says that there are none.
     */
    private static boolean isSaid(String name, List<String> values) {
        if (values.isEmpty()) return name.equals(SentMasterData.CHILDREN);
        return values.stream().anyMatch(value -> !value.isBlank());
    }
}
