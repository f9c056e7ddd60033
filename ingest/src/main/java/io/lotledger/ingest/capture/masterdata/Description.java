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
 * <p>A PUT is of the time of its capture and states the whole: what was known by then and is not in it is removed. A PATCH or a form
 * sets and removes some. What was removed stays removed, in all names of its column, until something newer states it.
 *
 * @param attributes values by local name, as {@link AttributeNames} reads them
 * @param dates of each attribute that was stated or removed, in milliseconds since 1970
 */
public record Description(Map<String, List<String>> attributes, Map<String, Long> dates) {
    public static final Description NONE = new Description(Map.of(), Map.of());

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
        ended.addAll(removedBy(said, stated));
        ended.removeAll(stated);
        for (String name : ended) {
            if (!isWithin(said.date(), name)) continue;
            all.remove(name);
            allDates.put(name, said.date());
        }
        said.attributes().forEach((name, values) -> {
            if (!isSaid(name, values) && !allDates.containsKey(name)) all.put(name, List.of());
        });
        return new Description(all, allDates);
    }

    /** Whether everything that it states is known. */
    public boolean says(Statement said) {
        return !said.isWhole()
                && !said.isChange()
                && said.attributes().entrySet().stream()
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

    private Set<String> removedBy(Statement said, Set<String> stated) {
        ColumnNames names = ColumnNames.of(said.of());
        Set<String> removed = new HashSet<>();
        if (said.removed() != null) {
            removed.addAll(said.removed());
            said.removed().forEach(name -> removed.addAll(names.others(name)));
        }
        if (said.isWhole()) {
            Set<String> missing = new HashSet<>(attributes.keySet());
            missing.removeAll(stated);
            missing.remove(SentMasterData.CHILDREN); // what is within a place is no description of it
            missing.forEach(name -> removed.addAll(names.all(name)));
        }
        return removed;
    }

    private boolean isWithin(long date, String name) {
        return dates.getOrDefault(name, Long.MIN_VALUE) <= date;
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
