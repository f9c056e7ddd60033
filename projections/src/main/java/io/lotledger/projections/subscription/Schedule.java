package io.lotledger.projections.subscription;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a scheduled subscription runs (EPCIS 2.0 §8.2.5.3), in UTC. A time must match every field that is given. Fields
 * coarser than the finest given one may have any value, and finer ones are zero: {@code hour=1, minute=5} is every day
 * at 01:05:00. Days are counted in UTC, which has no daylight saving, so every run happens once.
 */
public final class Schedule {
    /** No combination of day of month, month and day of week recurs later than this (29 February on one weekday). */
    private static final int LONGEST_GAP_YEARS = 41;

    private static final Pattern ELEMENT = Pattern.compile("(\\d{1,2})|\\[ *(\\d{1,2}) *- *(\\d{1,2}) *\\]");

    /** The fields, from the finest to the coarsest. */
    public enum Field {
        SECOND("second", 0, 59),
        MINUTE("minute", 0, 59),
        HOUR("hour", 0, 23),
        DAY_OF_MONTH("dayOfMonth", 1, 31),
        MONTH("month", 1, 12),
        /** 1 is Monday. */
        DAY_OF_WEEK("dayOfWeek", 1, 7);

        private final String word;
        private final int least;
        private final int most;

        Field(String word, int least, int most) {
            this.word = word;
            this.least = least;
            this.most = most;
        }

        public String word() {
            return word;
        }

        public static Optional<Field> ofWord(String word) {
            return Stream.of(values()).filter(field -> field.word.equals(word)).findFirst();
        }

        public static List<String> words() {
            return Stream.of(values()).map(Field::word).toList();
        }

        private String allowed() {
            return "numbers from " + least + " to " + most + " or ranges [lo-hi], separated by commas, such as \""
                    + least + ",[" + (least + 1) + "-" + (least + 3) + "]\"";
        }
    }

    private final Map<Field, String> sent;
    private final Map<Field, BitSet> values;

    private Schedule(Map<Field, String> sent, Map<Field, BitSet> values) {
        this.sent = sent;
        this.values = values;
    }

    /**
     * @param sent text by field, as sent
     * @param faults receives every fault: field, and what would be right
     * @return empty if there are faults
     */
    public static Optional<Schedule> of(Map<Field, String> sent, Map<String, String> faults) {
        Map<Field, BitSet> values = new EnumMap<>(Field.class);
        int before = faults.size();
        sent.forEach((field, text) -> parse(field, text)
                .ifPresentOrElse(
                        set -> values.put(field, set),
                        () -> faults.put(
                                field.word, field.word + " must be " + field.allowed() + ", not '" + text + "'")));
        if (sent.isEmpty()) {
            faults.put("schedule", "schedule needs at least one of " + String.join(", ", Field.words()));
        }
        if (faults.size() > before) return Optional.empty();
        Schedule schedule = new Schedule(new EnumMap<>(sent), values);
        if (schedule.next(Instant.EPOCH).isPresent()) return Optional.of(schedule);
        faults.put(
                "dayOfMonth",
                "no date has dayOfMonth " + sent.get(Field.DAY_OF_MONTH) + " in month " + sent.get(Field.MONTH));
        return Optional.empty();
    }

    /** Reads the {@link #toString} of a schedule. */
    public static Schedule read(String stored) {
        Map<Field, String> sent = new EnumMap<>(Field.class);
        for (String pair : stored.split(" ")) {
            int equals = pair.indexOf('=');
            Field.ofWord(pair.substring(0, equals)).ifPresent(field -> sent.put(field, pair.substring(equals + 1)));
        }
        return of(sent, new LinkedHashMap<>())
                .orElseThrow(() -> new IllegalArgumentException("'" + stored + "' is not a schedule"));
    }

    private static Optional<BitSet> parse(Field field, String text) {
        BitSet set = new BitSet();
        for (String element : text.split(",", -1)) {
            Matcher matcher = ELEMENT.matcher(element.strip());
            if (!matcher.matches()) return Optional.empty();
            boolean one = matcher.group(1) != null;
            int from = Integer.parseInt(one ? matcher.group(1) : matcher.group(2));
            int to = Integer.parseInt(one ? matcher.group(1) : matcher.group(3));
            if (from < field.least || to > field.most || from > to) return Optional.empty();
            set.set(from, to + 1);
        }
        return Optional.of(set);
    }

    /** The first run after a time; empty if the schedule never runs. */
    public Optional<Instant> next(Instant after) {
        LocalDate day = after.atOffset(ZoneOffset.UTC).toLocalDate();
        LocalTime from =
                after.plusSeconds(1).atOffset(ZoneOffset.UTC).toLocalTime().withNano(0);
        if (from.equals(LocalTime.MIDNIGHT)) day = day.plusDays(1);
        LocalDate last = day.plusYears(LONGEST_GAP_YEARS);
        for (; day.isBefore(last); day = day.plusDays(1), from = LocalTime.MIDNIGHT) {
            if (!isOn(day)) continue;
            Optional<LocalTime> time = timeFrom(from);
            if (time.isPresent()) return Optional.of(day.atTime(time.get()).toInstant(ZoneOffset.UTC));
        }
        return Optional.empty();
    }

    private boolean isOn(LocalDate day) {
        return matches(Field.DAY_OF_MONTH, day.getDayOfMonth())
                && matches(Field.MONTH, day.getMonthValue())
                && matches(Field.DAY_OF_WEEK, day.getDayOfWeek().getValue());
    }

    private Optional<LocalTime> timeFrom(LocalTime from) {
        for (int hour = from.getHour(); hour < 24; hour++) {
            if (!matches(Field.HOUR, hour)) continue;
            boolean first = hour == from.getHour();
            for (int minute = first ? from.getMinute() : 0; minute < 60; minute++) {
                if (!matches(Field.MINUTE, minute)) continue;
                boolean sameMinute = first && minute == from.getMinute();
                for (int second = sameMinute ? from.getSecond() : 0; second < 60; second++) {
                    if (matches(Field.SECOND, second)) return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }

    private boolean matches(Field field, int value) {
        BitSet allowed = values.get(field);
        if (allowed != null) return allowed.get(value);
        boolean finerThanGiven = field.compareTo(Field.DAY_OF_MONTH) < 0
                && values.keySet().stream().noneMatch(given -> given.compareTo(field) < 0);
        return !finerThanGiven || value == field.least;
    }

    /** The fields as sent. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        sent.forEach((field, text) -> fields.put(field.word, text));
        return fields;
    }

    /** The form in which it is stored: {@code minute=5 hour=1}. */
    @Override
    public String toString() {
        return sent.entrySet().stream()
                .map(entry -> entry.getKey().word + "=" + entry.getValue().replace(" ", ""))
                .collect(Collectors.joining(" "));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule schedule && schedule.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
