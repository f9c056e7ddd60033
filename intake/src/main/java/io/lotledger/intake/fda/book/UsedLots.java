package io.lotledger.intake.fda.book;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The lots that rows of a document used, whose source no column names. Where the rows that pack, receive or ship a lot do not
 * settle it, the row's stored event does, or the only lot that the log has at the place.
 */
public final class UsedLots {
    private static final String MEANS_ANOTHER =
            "; if another is meant, send the rows that pack, receive or ship it in the same file";

    private static final String RECORDED_SOURCE =
            "this row cannot name the source of this lot code, so the lot is the only one with this code and a known"
                    + " source%s that the log has at this place up to that day, %s" + MEANS_ANOTHER;

    private static final String OTHER_THAN_MADE = ", other than the one that the row makes,";

    private static final String STORED_SOURCE =
            "this file does not settle the source of this lot code, so the lot is the one that the log has in the"
                    + " transformation of this row" + MEANS_ANOTHER
                    + ", with ?replaces= and the captureID of the stored row";

    private static final String STORED_WITHOUT_SOURCE =
            "this file does not settle the source of this lot code, and the log has none in the transformation of this"
                    + " row, so the lot is not joined with one of the same code" + LotBook.REMEDY
                    + ", with ?replaces= and the captureID of the stored row";

    private static final String USED_UP = "; one that was used up since counts too)";

    private static final Pattern GLN = Pattern.compile("\\d{13}");

    /** Lots that a message names one by one. */
    private static final int MOST_NAMED = 5;

    private final LotBook lots;
    private final RecordedLots recorded;
    private final Set<LotUse> uses = new HashSet<>();

    /** By row, the source of the lot that it used, as the log has it. */
    private final Map<FdaRow, String> stored = new HashMap<>();

    UsedLots(UUID organisation, LotBook lots) {
        this.lots = lots;
        this.recorded = new RecordedLots(organisation);
    }

    public void note(LotUse use) {
        if (use.code().isKnown() && LotBook.key(use.code().text()).isEmpty()) uses.add(use);
    }

    /** Notes the source of the lot that a row used, as the log has it. */
    public void noteStored(FdaRow row, String source) {
        stored.put(row, source);
    }

    /** Looks up the lots used of which the rows do not settle the source. */
    public void findRecorded(DocumentSink sink) {
        uses.removeIf(use -> !isInDoubt(use));
        recorded.find(uses, sink);
        uses.clear();
    }

    /** Whether the rows of the document do not settle which lot is meant. */
    public boolean isInDoubt(LotUse use) {
        if (!use.code().isKnown() || LotBook.key(use.code().text()).isPresent()) return false;
        Set<String> ofFile = ofFile(use);
        if (ofFile.size() != 1) return true;
        String only = ofFile.iterator().next();
        return only.equals(use.ownSource()) || lots.isOnlyMade(use.code().text(), only);
    }

    /** The sources that the rows give to a code, without that of the lot which the same row makes. */
    private Set<String> ofFile(LotUse use) {
        return withoutMade(lots.sources(use.code().text()), use);
    }

    private static Set<String> withoutMade(Set<String> some, LotUse use) {
        if (!use.isMade() || use.ownSource() == null || !some.contains(use.ownSource())) return some;
        return some.stream().filter(source -> !source.equals(use.ownSource())).collect(Collectors.toSet());
    }

    /**
     * The class URI of a lot that was used, whose source the row cannot name. It is the one that the other rows of the file
     * give; where they do not settle it, that of the row's stored event, or of the only lot that the log has at the place.
     */
    public String uri(LotUse use, FdaRow row, boolean isNoted) {
        @Nullable FdaRow noted = isNoted ? row : null;
        @Nullable String source = isInDoubt(use) ? doubtful(use, row, noted) : null;
        if (source == null && LotBook.key(use.code().text()).isEmpty()) {
            Set<String> ofFile = ofFile(use);
            if (ofFile.size() == 1) source = ofFile.iterator().next();
        }
        return lots.uri(use.code(), source, "", noted);
    }

    /** {@code null} if the log does not have to decide. */
    private @Nullable String doubtful(LotUse use, FdaRow row, @Nullable FdaRow noted) {
        Set<String> ofFile = ofFile(use);
        @Nullable String known = stored.get(row);
        if (known != null && !known.equals(TextLot.UNKNOWN_SOURCE)) {
            Set<String> places = lots.places(use.code().text());
            if (!(places.isEmpty() ? ofFile : places).equals(Set.of(known))) warn(noted, use, STORED_SOURCE);
            return known;
        }
        Map<String, LocalDate> there = new HashMap<>(recorded.sources(use.code().text(), use.place(), use.day()));
        there.keySet().retainAll(withoutMade(there.keySet(), use));
        Set<String> candidates = new HashSet<>(there.keySet());
        candidates.addAll(ofFile);
        if (candidates.isEmpty()) warnOfZeros(noted, use);
        if (candidates.size() == 1 && ofFile.size() == 1) return null;
        if (known != null) {
            warn(noted, use, STORED_WITHOUT_SOURCE);
            return TextLot.UNKNOWN_SOURCE;
        }
        if (candidates.size() == 1) {
            String other = use.isMade() ? OTHER_THAN_MADE : "";
            warn(noted, use, RECORDED_SOURCE.formatted(other, inWords(there)));
            return candidates.iterator().next();
        }
        if (candidates.size() == ofFile.size()) return null;
        warn(noted, use, severalMessage(candidates.size(), !ofFile.isEmpty(), inWords(there)));
        return TextLot.UNKNOWN_SOURCE;
    }

    private static void warn(@Nullable FdaRow row, LotUse use, String message) {
        if (row != null) row.warning(use.code().column(), "source", message);
    }

    private void warnOfZeros(@Nullable FdaRow row, LotUse use) {
        if (row == null) return;
        String code = use.code().text();
        List<String> ofFile = lots.alike(code);
        List<String> there = recorded.alike(code, use.place(), use.day());
        String message = "";
        if (!ofFile.isEmpty()) message = LostZeros.message("this file has", ofFile, "");
        else if (!there.isEmpty()) message = LostZeros.message("the log has", there, " at this place");
        if (!message.isEmpty())
            row.warning(use.code().column(), "leading-zeros", "no lot with this code is known here, but " + message);
    }

    private static String severalMessage(int lots, boolean isOfFile, String there) {
        return isOfFile
                ? lots + " lots at this place up to that day have this code, as this file and the log say (in the log "
                        + there + USED_UP
                        + ", and this row does not say which one it means, so the lot is joined with none"
                        + " of them; if one is meant that was not made here, send this row in a file with the rows that"
                        + " pack, receive or ship that lot and without those of the other"
                : lots + " lots that the log has at this place up to that day have this code (" + there + USED_UP
                        + ", and this row does not say which one it means, so the lot is joined with none of them"
                        + LotBook.REMEDY;
    }

    /** {@code since 11/02/2025 and of GLN 9506000134376 since 11/03/2026}, the first first. */
    private static String inWords(Map<String, LocalDate> there) {
        List<String> words = there.entrySet().stream()
                .sorted(Map.Entry.<String, LocalDate>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_NAMED)
                .map(lot -> (GLN.matcher(lot.getKey()).matches() ? "of GLN " + lot.getKey() + " " : "") + "since "
                        + Cells.date(lot.getValue()))
                .toList();
        int more = there.size() - words.size();
        return String.join(" and ", words) + (more > 0 ? " and " + more + " more" : "");
    }
}
