package io.lotledger.projections.cte.balance;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The deliveries of one lot to its packers. FDA's rows of an initial packing state the quantity of the delivery, and every
 * packing of the delivery repeats it: it is used once. Deliveries are told apart by packer, date, quantity and unit of
 * measure, and by their number in one packing.
 */
final class Deliveries {
    /** What tells the lots received from each other; a person that is exempt names no harvest. */
    private static final List<String> SOURCE =
            List.of("farm", "receivedFrom", "commodity", "variety", "growingAreaName", "containerName", "harvestDate");

    private final LotKey lot;
    private final Map<Delivery, Integer> used = new HashMap<>();

    private record Delivery(String packer, String date, BigDecimal quantity, String unit) {}

    Deliveries(LotKey lot) {
        this.lot = lot;
    }

    /** The packing's inputs of the lot, without the deliveries that an earlier packing used. */
    List<LotAmount> take(ResolvedEvent packing, String packer) {
        List<LotAmount> inputs = packing.inputs();
        List<Extensions> receipts = receipts(packing);
        if (receipts.isEmpty()) return packing.inputs(lot);
        Map<Delivery, Integer> here = new HashMap<>();
        List<LotAmount> taken = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            LotAmount input = inputs.get(i);
            if (!input.lot().equals(lot)) continue;
            Optional<Delivery> delivery =
                    i < receipts.size() ? delivery(input, receipts.get(i), packer) : Optional.empty();
            if (delivery.isEmpty() || isNew(delivery.get(), here)) taken.add(input);
        }
        here.forEach((delivery, times) -> used.merge(delivery, times, Math::max));
        return taken;
    }

    private boolean isNew(Delivery delivery, Map<Delivery, Integer> here) {
        return here.merge(delivery, 1, Integer::sum) > used.getOrDefault(delivery, 0);
    }

    /** The receipts in the order of the inputs, which are grouped by lot; none if they do not stand for the inputs. */
    private static List<Extensions> receipts(ResolvedEvent packing) {
        if (!(packing.event() instanceof TransformationEvent made)) return List.of();
        Map<String, List<Extensions>> bySource = new LinkedHashMap<>();
        for (Extensions receipt : LotledgerExtension.objects(made, "received")) {
            if (known(receipt, "commodity").isEmpty()
                    && known(receipt, "quantity").isEmpty()) continue;
            String source = String.join(
                    "\n", SOURCE.stream().map(name -> known(receipt, name)).toList());
            boolean isExempt = !known(receipt, "receivedFrom").isEmpty();
            bySource.computeIfAbsent(isExempt ? source + known(receipt, "receiveDate") : source, s -> new ArrayList<>())
                    .add(receipt);
        }
        List<Extensions> inOrder =
                bySource.values().stream().flatMap(List::stream).toList();
        return inOrder.size() == made.inputQuantityList().size() ? inOrder : List.of();
    }

    /** Empty if the input is not all that was received. */
    private static Optional<Delivery> delivery(LotAmount input, Extensions receipt, String packer) {
        BigDecimal quantity = input.quantity();
        if (quantity == null || !isWhole(quantity, known(receipt, "quantity"))) return Optional.empty();
        return Optional.of(new Delivery(
                packer,
                known(receipt, "receiveDate"),
                quantity.stripTrailingZeros(),
                UnitOfMeasure.inWords(input.uom())));
    }

    private static boolean isWhole(BigDecimal used, String received) {
        try {
            return used.compareTo(new BigDecimal(received)) == 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static String known(Extensions receipt, String name) {
        return receipt.textByLocalName(name).map(Kde::written).stream()
                .flatMap(kde -> kde instanceof Kde.Known known ? Stream.of(known.text()) : Stream.empty())
                .findFirst()
                .orElse("");
    }
}
