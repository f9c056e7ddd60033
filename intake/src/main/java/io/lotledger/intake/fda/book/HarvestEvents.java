package io.lotledger.intake.fda.book;

import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.projections.cte.model.Kde;
import java.time.LocalDate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What stored events, made of rows of Harvesting, Cooling and Initial Packing, say of a harvest. */
final class HarvestEvents {
    private HarvestEvents() {}

    static boolean isOf(JsonNode event, String cte) {
        return text(event, "cte").equals(cte);
    }

    static LocalDate day(JsonNode event) {
        return LocalDate.parse(event.path("eventTime").asString("").substring(0, 10));
    }

    /** The lot of an event of one. */
    static String lot(JsonNode event) {
        return event.at("/quantityList/0/epcClass").asString("");
    }

    /** Whether the event harvested a food of this delivery. */
    static boolean isHarvestOf(NamedCooling.Delivery delivery, JsonNode event) {
        String code = TextLot.codeOfHarvest(known(
                delivery.commodity(),
                delivery.variety(),
                text(event, "growingAreaName"),
                text(event, "containerName"),
                Cells.date(day(event))));
        return isOf(event, "harvesting") && isLotOf(lot(event), delivery.farm(), code);
    }

    /** Whether the event cooled a food of this delivery, and no other row was known to name it. */
    static boolean isCoolingAloneOf(NamedCooling.Delivery delivery, JsonNode event) {
        return isOf(event, "cooling")
                && text(event, "farm").equals(delivery.farm())
                && event.at("/readPoint/id").asString("").equals(delivery.to())
                && isAlone(new NamedCooling(delivery, day(event)), lot(event));
    }

    /** Whether a lot is that of a cooling alone, joined with no harvest. */
    static boolean isAlone(NamedCooling cooling, String lot) {
        return TextLot.isOfRow(lot)
                && TextLot.code(lot).filter(codeAlone(cooling)::equals).isPresent();
    }

    private static String codeAlone(NamedCooling cooling) {
        return TextLot.codeOfHarvest(
                known(cooling.delivery().commodity(), cooling.delivery().variety(), cooling.date()));
    }

    /** The receipts that a packing names. */
    static Stream<JsonNode> receipts(JsonNode packing) {
        return StreamSupport.stream(packing.path("lotledger:received").spliterator(), false);
    }

    /** Whether a receipt of a packing is of food after this cooling. */
    static boolean isAfter(NamedCooling cooling, JsonNode receipt) {
        return isFromCooler(cooling, receipt)
                && text(receipt, "commodity").equals(cooling.delivery().commodity())
                && text(receipt, "variety").equals(cooling.delivery().variety());
    }

    /** Whether a receipt of a packing is of any food that the farm had cooled at this place on this day. */
    static boolean isFromCooler(NamedCooling cooling, JsonNode receipt) {
        return text(receipt, "cooledAt").equals(cooling.delivery().to())
                && text(receipt, "coolingDate").equals(cooling.date())
                && text(receipt, "farm").equals(cooling.delivery().farm());
    }

    /** Whether a receipt of a packing says where and when the food was cooled. */
    static boolean namesCooling(JsonNode receipt) {
        return !text(receipt, "cooledAt").isEmpty()
                && !text(receipt, "coolingDate").isEmpty();
    }

    /** The inputs of a packing that a receipt of it is about. */
    static Stream<String> lots(JsonNode packing, JsonNode receipt) {
        String code = TextLot.codeOfHarvest(known(
                text(receipt, "commodity"),
                text(receipt, "variety"),
                text(receipt, "growingAreaName"),
                text(receipt, "containerName"),
                text(receipt, "harvestDate")));
        return StreamSupport.stream(packing.path("inputQuantityList").spliterator(), false)
                .map(input -> input.path("epcClass").asString(""))
                .filter(lot -> isLotOf(lot, text(receipt, "farm"), code));
    }

    private static boolean isLotOf(String lot, String farm, String code) {
        if (TextLot.code(lot).filter(code::equals).isEmpty()) return false;
        return TextLot.isOfRow(lot) || TextLot.source(lot).equals(PlaceBook.tokenOf(farm));
    }

    private static Stream<String> known(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty());
    }

    /** A known value of a field of ours, otherwise empty. */
    private static String text(JsonNode of, String field) {
        return Kde.written(of.path("lotledger:" + field).asString("")) instanceof Kde.Known known ? known.text() : "";
    }
}
