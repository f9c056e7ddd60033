package io.lotledger.api.dashboard.lot;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An element of a critical tracking event that the rule asks for and nobody has.
 *
 * @param event the event in words: "Shipping"
 * @param lots codes of the lots of the event that lack it
 * @param column heading of the element on FDA's tab
 * @param cfr {@code 21 CFR 1.1340(a)(4)}
 * @param value what identifies the element instead; null if nothing does
 * @param isRequired false where FDA's heading says "if applicable"
 * @param place page on which an admin describes the place; null where that would not help
 * @param written the request; it is written where it is shown
 */
record LotGap(
        String event,
        String eventId,
        OffsetDateTime at,
        List<String> lots,
        String kde,
        String column,
        String cfr,
        @Nullable String value,
        boolean isRequired,
        Keeper ask,
        @Nullable String place,
        Supplier<String> written) {
    private static final int MOST_LOTS = 4;

    LotGap {
        lots = List.copyOf(lots);
    }

    /** "(01)…(10)A, (01)…(10)B and 2 more". */
    public String lotWords() {
        return words(lots, MOST_LOTS);
    }

    static String words(List<String> lots, int most) {
        String named = lots.stream().limit(most).collect(Collectors.joining(", "));
        return lots.size() <= most ? named : named + " and " + (lots.size() - most) + " more";
    }

    /** The request, ready to be sent. */
    public String letter() {
        return written.get();
    }

    /** Who keeps the record. */
    record Keeper(
            @Nullable String gln,
            @Nullable String name,
            @Nullable String phone) {
        static final Keeper UNKNOWN = new Keeper(null, null, null);

        public String words() {
            if (name != null) return name;
            return gln == null ? "Nobody is named" : "GLN " + gln;
        }

        public @Nullable String tel() {
            return Phone.link(phone);
        }

        public boolean isKnown() {
            return name != null || gln != null;
        }
    }

    /** The part of the element that the column holds: "Phone Number" of the description of a place. */
    public String part() {
        String heading = column.replace('\n', ' ');
        return heading.substring(heading.lastIndexOf(" - ") < 0 ? 0 : heading.lastIndexOf(" - ") + 3);
    }

    /**
     * The gaps of one element of one event.
     *
     * @param first of them: they differ in their columns alone
     * @param written the request for them
     */
    record Row(LotGap first, List<LotGap> gaps, Supplier<String> written) {
        Row {
            gaps = List.copyOf(gaps);
        }

        public String letter() {
            return written.get();
        }
    }

    /**
     * The gaps of one keeper.
     *
     * @param total the number of its gaps, of which the page may show a part
     * @param written the request for all that are shown
     */
    record Group(Keeper keeper, List<LotGap> gaps, int total, List<Row> rows, Supplier<String> written) {
        Group {
            gaps = List.copyOf(gaps);
            rows = List.copyOf(rows);
        }

        public String letter() {
            return written.get();
        }

        /** What the button says that copies the letter. */
        public String ofLetter() {
            if (gaps.size() < total) return "Copy a request for these " + gaps.size() + " of " + total;
            return total == 1 ? "Copy a request for it" : "Copy one request for all " + total;
        }
    }
}
