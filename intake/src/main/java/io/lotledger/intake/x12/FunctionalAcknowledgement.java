package io.lotledger.intake.x12;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes functional acknowledgements (997): an interchange for each that was read, with a 997 for each of its functional
 * groups. It has the delimiters, version and control number of the interchange that it answers.
 */
public final class FunctionalAcknowledgement {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuMMdd", Locale.ROOT);
    private static final DateTimeFormatter LONG_DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);
    private static final int MOST_BAD_DATA = 99; // AK404

    private final X12Delimiters delimiters;
    private final Instant now;
    private final StringBuilder text;
    private int segments;

    private FunctionalAcknowledgement(X12Delimiters delimiters, Instant now, StringBuilder text) {
        this.delimiters = delimiters;
        this.now = now;
        this.text = text;
    }

    /**
     * The acknowledgement of a document.
     *
     * @param sets all sets of the document, in order
     */
    public static String of(List<ReadSet> sets, Function<ReadSet, SetVerdict> verdicts, Instant now) {
        Map<X12Interchange, Map<X12Group, List<ReadSet>>> byInterchange = new LinkedHashMap<>();
        for (ReadSet set : sets) {
            byInterchange
                    .computeIfAbsent(set.group().interchange(), interchange -> new LinkedHashMap<>())
                    .computeIfAbsent(set.group(), group -> new ArrayList<>())
                    .add(set);
        }
        StringBuilder text = new StringBuilder();
        byInterchange.forEach(
                (interchange, groups) -> new FunctionalAcknowledgement(interchange.delimiters(), now, text)
                        .write(interchange, groups, verdicts));
        return text.toString();
    }

    private void write(
            X12Interchange sent, Map<X12Group, List<ReadSet>> groups, Function<ReadSet, SetVerdict> verdicts) {
        isa(sent);
        X12Group first = groups.keySet().iterator().next();
        segment(
                "GS",
                "FA",
                first.element(3),
                first.element(2),
                LONG_DATE.format(now.atOffset(ZoneOffset.UTC)),
                TIME.format(now.atOffset(ZoneOffset.UTC)),
                "1",
                "X",
                first.version());
        int number = 0;
        for (Map.Entry<X12Group, List<ReadSet>> group : groups.entrySet()) {
            group(String.format(Locale.ROOT, "%04d", ++number), group.getKey(), group.getValue(), verdicts);
        }
        segment("GE", Integer.toString(number), "1");
        segment("IEA", "1", sent.controlNumber());
    }

    /** The receiver answers the sender. ISA has fixed lengths. */
    private void isa(X12Interchange sent) {
        segment(
                "ISA",
                "00",
                " ".repeat(10),
                "00",
                " ".repeat(10),
                sent.element(7),
                padded(sent.element(8)),
                sent.element(5),
                padded(sent.element(6)),
                DATE.format(now.atOffset(ZoneOffset.UTC)),
                TIME.format(now.atOffset(ZoneOffset.UTC)),
                sent.element(11),
                sent.element(12),
                sent.controlNumber(),
                "0",
                sent.element(15),
                String.valueOf(delimiters.component()));
    }

    private static String padded(String id) {
        return String.format(Locale.ROOT, "%-15s", id);
    }

    private void group(String number, X12Group group, List<ReadSet> sets, Function<ReadSet, SetVerdict> verdicts) {
        segments = 0;
        segment("ST", "997", number);
        segment("AK1", group.functionalId(), group.controlNumber());
        int accepted = 0;
        boolean isAllWhole = true;
        for (ReadSet set : sets) {
            SetVerdict verdict = verdicts.apply(set);
            set(set, verdict);
            if (verdict != SetVerdict.REJECTED) accepted++;
            isAllWhole &= verdict == SetVerdict.ACCEPTED;
        }
        String count = Integer.toString(sets.size());
        segment("AK9", ofGroup(accepted, sets.size(), isAllWhole), count, count, Integer.toString(accepted));
        segment("SE", Integer.toString(segments + 1), number);
    }

    /** Accepted, accepted with errors, partially accepted, rejected. */
    private static String ofGroup(int accepted, int sets, boolean isAllWhole) {
        if (accepted == 0) return "R";
        if (accepted < sets) return "P";
        return isAllWhole ? "A" : "E";
    }

    private void set(ReadSet set, SetVerdict verdict) {
        segment("AK2", set.code(), set.controlNumber());
        Map<Integer, List<X12Fault>> bySegment = new TreeMap<>();
        List<String> ofSet = new ArrayList<>();
        for (X12Fault fault : set.errors().isEmpty() ? set.noted() : set.errors()) {
            if (fault.isOfSet()) {
                if (!ofSet.contains(fault.code())) ofSet.add(fault.code());
            } else {
                bySegment
                        .computeIfAbsent(fault.place().segment(), position -> new ArrayList<>())
                        .add(fault);
            }
        }
        bySegment.forEach(this::faultsOf);
        if (!bySegment.isEmpty() && !ofSet.contains("5")) ofSet.add("5");
        if (verdict == SetVerdict.ACCEPTED) {
            segment("AK5", verdict.code);
            return;
        }
        if (ofSet.isEmpty()) ofSet.add("5");
        List<String> ak5 = new ArrayList<>(List.of(verdict.code));
        ak5.addAll(ofSet.subList(0, Math.min(5, ofSet.size())));
        segment("AK5", ak5.toArray(String[]::new));
    }

    private void faultsOf(int position, List<X12Fault> faults) {
        List<X12Fault> elements =
                faults.stream().filter(fault -> fault.place().element() > 0).toList();
        for (X12Fault fault : faults) {
            if (fault.place().element() > 0) continue;
            segment("AK3", fault.segment(), Integer.toString(position), "", fault.code());
        }
        if (elements.isEmpty()) return;
        segment("AK3", elements.get(0).segment(), Integer.toString(position), "", "8");
        for (X12Fault fault : elements) {
            segment("AK4", Integer.toString(fault.place().element()), "", fault.code(), badData(fault.value()));
        }
    }

    private static String badData(@Nullable String value) {
        return value == null ? "" : value.substring(0, Math.min(MOST_BAD_DATA, value.length()));
    }

    /** Ends without empty elements, as X12 asks. */
    private void segment(String tag, String... elements) {
        segments++;
        int last = elements.length;
        while (last > 0 && elements[last - 1].isEmpty()) last--;
        text.append(tag);
        boolean isIsa = tag.equals("ISA");
        for (int i = 0; i < last; i++) {
            text.append(delimiters.element());
            text.append(isIsa ? elements[i] : safe(elements[i]));
        }
        text.append(delimiters.segment());
        if (delimiters.segment() != '\n') text.append('\n');
    }

    /** A value that repeats what was sent must not end the element or the segment. */
    private String safe(String value) {
        StringBuilder safe = new StringBuilder(value.length());
        value.chars().forEach(c -> safe.append(isSafe((char) c) ? (char) c : ' '));
        return safe.toString();
    }

    private boolean isSafe(char c) {
        return c >= ' '
                && c != delimiters.element()
                && c != delimiters.component()
                && c != delimiters.segment()
                && !Character.isSurrogate(c);
    }
}
