package io.lotledger.intake;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which lot of a transformation has the event that tells its inputs, so that they count once. The lots have an event each,
 * with one transformationID: the eventID of the event with the inputs. A lot whose stored event tells them keeps them, so a
 * lot that a later document adds or leaves out changes no other.
 *
 * @param <T> a partner's record of a lot
 */
public final class JoinedLots<T> {
    /** Records looked up at once. */
    private static final int LOOKED_UP = 1_000;

    /**
     * A transformation of the document.
     *
     * @param lots in an order that a permutation of the document does not change
     * @param inputs as {@link #quantities} gives them
     */
    public record Transformation<T>(List<Lot<T>> lots, List<String> inputs) {
        public Transformation {
            lots = List.copyOf(lots);
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * A lot that was made.
     *
     * @param ids the eventIDs that the record may have: several where it shares its key with other records of the document
     * @param outputs as {@link #quantities} gives them
     */
    public record Lot<T>(T record, List<String> ids, List<String> outputs) {
        public Lot {
            ids = List.copyOf(ids);
            outputs = List.copyOf(outputs);
        }

        private boolean isAlone() {
            return ids.size() == 1;
        }
    }

    /**
     * Who tells the inputs of a transformation.
     *
     * @param record {@code null} if the document has no record of the lot that does
     * @param eventID of its event in the log; {@code null} if it is not stored
     */
    private record Teller<T>(@Nullable T record, @Nullable String eventID) {}

    private record Stored(String transformationID, List<String> inputs, List<String> outputs) {
        static Stored of(String id, JsonNode event) {
            return new Stored(
                    event.path("transformationID").asString(id),
                    quantities(event.path("inputQuantityList")),
                    quantities(event.path("outputQuantityList")));
        }

        boolean tells(List<String> some) {
            return !inputs.isEmpty() && inputs.equals(some);
        }
    }

    private final Map<String, Stored> stored = new HashMap<>();
    private final Set<String> ofDocument = new HashSet<>();
    private final IdentityHashMap<T, Teller<T>> tellers = new IdentityHashMap<>();

    /** @param sink gives the stored events */
    public JoinedLots(List<Transformation<T>> all, DocumentSink sink) {
        for (Transformation<T> made : all) made.lots().forEach(lot -> ofDocument.addAll(lot.ids()));
        look(ofDocument, sink);
        Set<String> others = new TreeSet<>();
        stored.values().forEach(one -> others.add(one.transformationID()));
        others.removeAll(ofDocument);
        look(others, sink);
        for (Transformation<T> made : all) {
            Teller<T> teller = teller(made);
            made.lots().forEach(lot -> tellers.put(lot.record(), teller));
        }
    }

    private void look(Set<String> ids, DocumentSink sink) {
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += LOOKED_UP) {
            sink.stored(all.subList(from, Math.min(all.size(), from + LOOKED_UP)))
                    .forEach((id, event) -> stored.put(id, Stored.of(id, event)));
        }
    }

    /** The quantities of an event's list, in a form and an order of their own. */
    public static List<String> quantities(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JoinedLots::quantity)
                .sorted()
                .toList();
    }

    private static String quantity(JsonNode quantity) {
        BigDecimal amount = quantity.path("quantity").decimalValue(BigDecimal.ONE.negate());
        return CanonicalUri.of(quantity.path("epcClass").asString(""))
                + ' '
                + amount.stripTrailingZeros()
                + ' '
                + quantity.path("uom").asString("");
    }

    /** Whether the record's event tells the inputs. */
    public boolean tellsInputs(T record) {
        return of(record).record() == record;
    }

    /** Whether the inputs are told by the stored event of a lot that the document has no record of. */
    public boolean isToldElsewhere(T record) {
        return of(record).record() == null;
    }

    /** @param ids the eventIDs of the document's records */
    public String transformationID(T record, IdentityHashMap<T, String> ids) {
        Teller<T> teller = of(record);
        if (teller.eventID() != null && teller.record() != record) return teller.eventID();
        return Objects.requireNonNull(ids.get(Objects.requireNonNull(teller.record())));
    }

    private Teller<T> of(T record) {
        return Objects.requireNonNull(tellers.get(record));
    }

    private Teller<T> teller(Transformation<T> made) {
        @Nullable Teller<T> teller = unchanged(made);
        if (teller == null) teller = namedByOthers(made);
        if (teller == null) teller = changed(made);
        if (teller != null) return teller;
        Lot<T> first = made.lots().stream()
                .filter(Lot::isAlone)
                .findFirst()
                .orElse(made.lots().get(0));
        return new Teller<>(first.record(), null);
    }

    /** The lot whose stored event tells these inputs. */
    private @Nullable Teller<T> unchanged(Transformation<T> made) {
        for (Lot<T> lot : made.lots()) {
            for (String id : lot.ids()) {
                @Nullable Stored one = stored.get(id);
                if (one == null || !one.tells(made.inputs())) continue;
                if (lot.isAlone() || one.outputs().equals(lot.outputs())) return new Teller<>(lot.record(), id);
            }
        }
        return null;
    }

    /** The lot that the stored events of the others name: one that the document leaves out, or one whose inputs changed. */
    private @Nullable Teller<T> namedByOthers(Transformation<T> made) {
        Set<String> named = new TreeSet<>();
        for (Lot<T> lot : made.lots()) {
            for (String id : lot.ids()) {
                @Nullable Stored one = stored.get(id);
                if (one != null && one.inputs().isEmpty()) named.add(one.transformationID());
            }
        }
        for (String id : named) {
            @Nullable Stored one = stored.get(id);
            if (!ofDocument.contains(id) && one != null && one.tells(made.inputs())) return new Teller<>(null, id);
        }
        for (Lot<T> lot : made.lots()) {
            for (String id : lot.ids()) if (named.contains(id)) return new Teller<>(lot.record(), id);
        }
        return null;
    }

    /** The lot whose stored event tells other inputs. */
    private @Nullable Teller<T> changed(Transformation<T> made) {
        for (Lot<T> lot : made.lots()) {
            @Nullable Stored one = lot.isAlone() ? stored.get(lot.ids().get(0)) : null;
            if (one != null && !one.inputs().isEmpty())
                return new Teller<>(lot.record(), lot.ids().get(0));
        }
        return null;
    }
}
