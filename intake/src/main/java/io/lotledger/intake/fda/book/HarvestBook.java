package io.lotledger.intake.fda.book;

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
    private final UUID organisation;
    private final Map<List<String>, Lots> packedAfterCooling = new HashMap<>();
    private final Map<List<String>, Lots> sentTo = new HashMap<>();
    private final Map<List<String>, Integer> taken = new HashMap<>();

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
        String source = isIdentified ? String.valueOf(harvest.farm()) : "row-" + Digest.of(row.content());
        String code = Stream.of(
                        harvest.commodity(), harvest.variety(), harvest.field(), harvest.container(), harvest.date())
                .filter(Cells.One::isKnown)
                .map(Cells.One::text)
                .collect(Collectors.joining(" "));
        return TextLot.uri(organisation, source, ("Harvest " + code).strip());
    }

    public void notePacking(List<String> cooling, String lot) {
        packedAfterCooling.computeIfAbsent(cooling, c -> new Lots()).add(lot);
    }

    public void noteShipment(List<String> shipment, String lot) {
        sentTo.computeIfAbsent(shipment, s -> new Lots()).add(lot);
    }

    /**
     * The harvest lot that a cooling row is about: one that was packed after this cooling, otherwise one that its farm
     * sent to this cooler. Of several, each cooling takes the next.
     */
    public @Nullable String cooled(List<String> cooling, List<String> shipment) {
        @Nullable Lots packed = packedAfterCooling.get(cooling);
        @Nullable Lots lots = packed == null ? sentTo.get(shipment) : packed;
        return lots == null ? null : lots.at(taken.merge(cooling, 1, Integer::sum) - 1);
    }
}
