package io.lotledger.intake.fda;

import io.lotledger.intake.fda.row.Cells;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The lot of a stored event that is about one, with its amount. */
record StoredLot(String lot, BigDecimal amount) {
    static StoredLot of(JsonNode event) {
        JsonNode quantity = event.at("/quantityList/0");
        return new StoredLot(
                quantity.path("epcClass").asString(""),
                quantity.path("quantity").decimalValue(BigDecimal.ONE.negate()));
    }

    /** The lot of some events of one key: where they have several, that of the one with the amount. */
    static Optional<String> of(List<StoredLot> some, Cells.One amount) {
        Set<String> lots = lots(some.stream());
        if (lots.size() > 1 && amount.isKnown()) {
            BigDecimal told = new BigDecimal(amount.text());
            lots = lots(some.stream().filter(one -> one.amount().compareTo(told) == 0));
        }
        return lots.size() == 1 ? lots.stream().findFirst() : Optional.empty();
    }

    private static Set<String> lots(Stream<StoredLot> some) {
        return some.map(StoredLot::lot).filter(lot -> !lot.isEmpty()).collect(Collectors.toSet());
    }
}
