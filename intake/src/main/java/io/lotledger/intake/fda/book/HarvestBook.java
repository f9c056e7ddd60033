package io.lotledger.intake.fda.book;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Harvest lots. Before initial packing a food has no lot code; what FDA's tabs Harvesting, Cooling and Initial Packing say
 * of one harvest joins their rows: farm, field or container, food and date.
 */
public final class HarvestBook {
    private static final String SEND_AGAIN = " again with ?replaces= and the captureID of the stored row";

    private static final String NONE = "no row of Initial Packing or Harvesting, in this file or captured before, names"
            + " this cooling, so it is joined with no lot; capture the file with that row, and then this file";

    private static final String SEVERAL =
            " harvest lots that were captured before may be meant by this cooling, so it is"
                    + " joined with none of them; send its row with that of Initial Packing in one workbook, with ?replaces= and the"
                    + " captureID of the stored row";

    private static final String ONLY_HARVEST =
            "no row of Initial Packing names this cooling yet, so its lot is the only"
                    + " harvest of this food that the log has from this farm to this place up to that day, and that was not"
                    + " packed after another cooling";

    private static final String KNOWN_SINCE =
            "this row was captured before a row that names its harvest, so it is joined"
                    + " with no lot; send this file";

    private static final String OTHER_SINCE =
            "this row is joined with another harvest lot than the one of which Initial"
                    + " Packing names this cooling; send this file";

    private final UUID organisation;
    private final RecordedHarvests recorded = new RecordedHarvests();
    private final RecordedCoolings recordedCoolings = new RecordedCoolings();
    private final Map<NamedCooling, Lots> packedAfterCooling = new HashMap<>();
    private final Map<NamedCooling.Delivery, Lots> sentTo = new HashMap<>();
    private final Map<NamedCooling, Integer> taken = new HashMap<>();
    private final Set<NamedCooling> coolings = new HashSet<>();
    private boolean corrects;

    /** Different lots in the order found. */
    private static final class Lots {
        private final List<String> inOrder = new ArrayList<>(1);
        private final Set<String> known = new HashSet<>(2);

        void add(String lot) {
            if (known.add(lot)) inOrder.add(lot);
        }

        String at(int index) {
            return inOrder.get(index % inOrder.size());
        }
    }

    HarvestBook(UUID organisation) {
        this.organisation = organisation;
    }

    /** @param farm token of the farm */
    public record Harvest(
            @Nullable String farm,
            Cells.One commodity,
            Cells.One variety,
            Cells.One field,
            Cells.One container,
            Cells.One date) {}

    /** The class URI of what was harvested. Where the row does not say enough to join it with others, its own. */
    public String uri(Harvest harvest, FdaRow row) {
        boolean isIdentified = harvest.farm() != null
                && harvest.date().isKnown()
                && harvest.commodity().isKnown();
        String source = isIdentified ? String.valueOf(harvest.farm()) : TextLot.sourceOfRow(Digest.of(row.content()));
        String code = TextLot.codeOfHarvest(
                Stream.of(harvest.commodity(), harvest.variety(), harvest.field(), harvest.container(), harvest.date())
                        .filter(Cells.One::isKnown)
                        .map(Cells.One::text));
        return TextLot.uri(organisation, source, code);
    }

    public void noteCooling(NamedCooling cooling) {
        coolings.add(cooling);
    }

    public void notePacking(NamedCooling cooling, String lot) {
        packedAfterCooling.computeIfAbsent(cooling, c -> new Lots()).add(lot);
        recordedCoolings.noteNamed(cooling);
    }

    public void noteHarvest(NamedCooling.Delivery delivery, Cells.One date, String lot) {
        sentTo.computeIfAbsent(delivery, s -> new Lots()).add(lot);
        if (date.isKnown()) recordedCoolings.noteSent(delivery, date.day());
    }

    /** Looks up what the log has of the coolings that no other row of the document joins, and of those that it lacks. */
    public void findRecorded(DocumentSink sink) {
        corrects = sink.corrects();
        recorded.find(
                coolings.stream().filter(cooling -> ofFile(cooling) == null).collect(Collectors.toSet()), sink);
        recordedCoolings.find(coolings, sink);
    }

    /** Whether the other rows of the document leave more or less than one harvest lot for the cooling. */
    public boolean isInDoubt(NamedCooling cooling) {
        @Nullable Lots lots = ofFile(cooling);
        return lots == null || lots.known.size() != 1;
    }

    private @Nullable Lots ofFile(NamedCooling cooling) {
        @Nullable Lots packed = packedAfterCooling.get(cooling);
        return packed == null ? sentTo.get(cooling.delivery()) : packed;
    }

    /**
     * The harvest lot of the document that a cooling row is about: one that was packed after this cooling, otherwise one
     * that its farm sent to this cooler. Of several it is that of the row's stored event, or each cooling takes the next.
     *
     * @param stored the lot of the stored event
     */
    public @Nullable String cooled(NamedCooling cooling, @Nullable String stored) {
        @Nullable Lots lots = ofFile(cooling);
        if (lots == null) return null;
        if (stored != null && lots.known.contains(stored)) return stored;
        return lots.at(taken.merge(cooling, 1, Integer::sum) - 1);
    }

    /**
     * The harvest lot that a cooling row is about which no other row of the document names: that of its stored event, or
     * the only one that the log has. A stored event changes only where the document corrects it.
     *
     * @param stored the lot of the row's stored event
     * @param alone the lot of the row if it is joined with none
     */
    public String recorded(NamedCooling cooling, @Nullable String stored, String alone, FdaRow row, int column) {
        Set<String> packed = recorded.packed(cooling);
        Set<String> candidates = packed.isEmpty() ? recorded.sent(cooling) : packed;
        boolean isJoined = stored != null && !HarvestEvents.isAlone(cooling, stored);
        if (stored != null && !corrects) {
            boolean isOther = packed.size() == 1 && !packed.contains(stored);
            if (!isJoined) row.warning(column, "harvest", unjoined(candidates));
            else if (isOther) row.warning(column, "harvest", OTHER_SINCE + SEND_AGAIN);
            return stored;
        }
        if (stored != null && isJoined && packed.size() != 1) return stored;
        if (candidates.size() == 1) {
            if (packed.isEmpty()) row.warning(column, "harvest", ONLY_HARVEST);
            return candidates.iterator().next();
        }
        row.warning(column, "harvest", unjoined(candidates));
        return stored == null ? alone : stored;
    }

    private static String unjoined(Set<String> candidates) {
        if (candidates.isEmpty()) return NONE + SEND_AGAIN;
        return candidates.size() == 1 ? KNOWN_SINCE + SEND_AGAIN : candidates.size() + SEVERAL;
    }

    /** Tells of a stored cooling that a row of Initial Packing names and that was joined with no harvest. */
    public void tellOfCooling(NamedCooling cooling, FdaRow row, int column) {
        recordedCoolings.of(cooling).ifPresent(one -> tell(one, row, column));
    }

    /** Tells of a stored cooling of a harvest that was joined with none. */
    public void tellOfCooling(NamedCooling.Delivery delivery, Cells.One harvested, FdaRow row, int column) {
        if (harvested.isKnown())
            recordedCoolings.of(delivery, harvested.day()).ifPresent(one -> tell(one, row, column));
    }

    private static void tell(RecordedCoolings.Alone cooling, FdaRow row, int column) {
        row.warning(
                column,
                "harvest",
                "a cooling of this food on " + Cells.date(cooling.day()) + " was captured before this row, so it is"
                        + " joined with no lot, and workbooks lack its row; when the capture of this file is"
                        + " projected, send the file that has the cooling again with ?replaces="
                        + cooling.captureID());
    }
}
