package io.lotledger.intake;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which lot of a transformation has the event that holds its inputs, so that they count once. The lots have an event each,
 * with one transformationID: the eventID of the event with the inputs. A lot whose stored event holds them keeps them, so a
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
     * @param occasion as {@link #occasion} gives it
     */
    public record Transformation<T>(List<Lot<T>> lots, List<String> inputs, List<Object> occasion) {
        public Transformation {
            occasion = List.copyOf(occasion);
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

    /** A stored event that used lots. */
    public record Use(String eventID, String captureID) {}

    /**
     * The lot that holds the inputs of a transformation.
     *
     * @param record {@code null} if the document has no record of the lot that does
     * @param eventID of its event in the log; {@code null} if it is not stored
     * @param differs whether the event has other amounts of the inputs than the document
     */
    private record InputHolder<T>(
            @Nullable T record, @Nullable String eventID, boolean differs) {
        InputHolder(@Nullable T record, @Nullable String eventID) {
            this(record, eventID, false);
        }
    }

    private record Stored(String transformationID, List<String> inputs, List<String> outputs) {
        static Stored of(String id, JsonNode event) {
            return new Stored(
                    event.path("transformationID").asString(id),
                    quantities(event.path("inputQuantityList")),
                    quantities(event.path("outputQuantityList")));
        }

        boolean holds(List<String> some) {
            return !inputs.isEmpty() && inputs.equals(some);
        }

        boolean sharesLot(List<String> some) {
            Set<String> lots = inputs.stream().map(JoinedLots::lot).collect(Collectors.toSet());
            return some.stream().map(JoinedLots::lot).anyMatch(lots::contains);
        }
    }

    private final Map<String, Stored> stored = new HashMap<>();
    private final Set<String> ofDocument = new HashSet<>();
    private final IdentityHashMap<T, InputHolder<T>> holders = new IdentityHashMap<>();
    /** Records of the lots whose stored events have the inputs that the event of another lot holds. */
    private final Set<T> repeating = Collections.newSetFromMap(new IdentityHashMap<>());

    /** By the record whose event will hold the inputs, a stored event that has the same. */
    private final IdentityHashMap<T, Use> earlier = new IdentityHashMap<>();

    /** @param sink gives the stored events */
    public JoinedLots(List<Transformation<T>> all, DocumentSink sink) {
        for (Transformation<T> made : all) made.lots().forEach(lot -> ofDocument.addAll(lot.ids()));
        look(ofDocument, sink::stored);
        Set<String> others = new TreeSet<>();
        stored.values().forEach(one -> others.add(one.transformationID()));
        others.removeAll(ofDocument);
        look(others, sink::staying);
        for (Transformation<T> made : all) {
            InputHolder<T> holder = holder(made);
            made.lots().forEach(lot -> holders.put(lot.record(), holder));
            made.lots().stream()
                    .filter(lot -> lot.record() != holder.record() && holdsInLog(lot, made.inputs()))
                    .forEach(lot -> repeating.add(lot.record()));
        }
        noteEarlier(all, sink);
    }

    private void noteEarlier(List<Transformation<T>> all, DocumentSink sink) {
        List<Transformation<T>> fresh = all.stream()
                .filter(made ->
                        made.lots().stream().flatMap(lot -> lot.ids().stream()).noneMatch(stored::containsKey))
                .toList();
        EarlierTransformations known = new EarlierTransformations(fresh, sink);
        for (Transformation<T> made : fresh) {
            @Nullable T record = of(made.lots().get(0).record()).record();
            if (record != null) known.of(made).ifPresent(one -> earlier.put(record, one));
        }
    }

    private boolean holdsInLog(Lot<T> lot, List<String> inputs) {
        @Nullable Stored one = lot.isAlone() ? stored.get(lot.ids().get(0)) : null;
        return one != null && one.holds(inputs);
    }

    private void look(Set<String> ids, Function<Collection<String>, Map<String, JsonNode>> log) {
        forEachStored(ids, log, (id, event) -> stored.put(id, Stored.of(id, event)));
    }

    /** Gives each stored event by its id; memory holds some of them at a time. */
    public static void forEachStored(Collection<String> ids, DocumentSink sink, BiConsumer<String, JsonNode> receiver) {
        forEachStored(ids, sink::stored, receiver);
    }

    private static void forEachStored(
            Collection<String> ids,
            Function<Collection<String>, Map<String, JsonNode>> log,
            BiConsumer<String, JsonNode> receiver) {
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += LOOKED_UP) {
            log.apply(all.subList(from, Math.min(all.size(), from + LOOKED_UP))).forEach(receiver);
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

    /** When, where and under which documents an event was. */
    public static List<Object> occasion(JsonNode event) {
        return EarlierTransformations.occasion(event);
    }

    /** The lot of a quantity. */
    static String lot(String quantity) {
        return quantity.substring(0, quantity.indexOf(' '));
    }

    /** Whether the record's event holds the inputs. */
    public boolean holdsInputs(T record) {
        return of(record).record() == record;
    }

    /** Whether the inputs are in the stored event of a lot that the document has no record of. */
    public boolean hasInputsElsewhere(T record) {
        return of(record).record() == null;
    }

    /** Whether that stored event has other amounts of the inputs, which this document cannot correct. */
    public boolean hasOtherInputsElsewhere(T record) {
        return of(record).differs();
    }

    /** Whether the stored events of this lot and of another one of the document both have the inputs. */
    public boolean repeatsInputs(T record) {
        return repeating.contains(record);
    }

    /**
     * A stored event of a lot that the document leaves out, which has the same inputs on the same occasion as this
     * record's event will have.
     */
    public Optional<Use> repeatedInputs(T record) {
        return Optional.ofNullable(earlier.get(record));
    }

    /** @param ids the eventIDs of the document's records */
    public String transformationID(T record, Function<T, String> ids) {
        InputHolder<T> holder = of(record);
        if (holder.eventID() != null && holder.record() != record) return holder.eventID();
        return ids.apply(Objects.requireNonNull(holder.record()));
    }

    private InputHolder<T> of(T record) {
        return Objects.requireNonNull(holders.get(record));
    }

    private InputHolder<T> holder(Transformation<T> made) {
        @Nullable InputHolder<T> holder = unchanged(made);
        if (holder == null) holder = namedByOthers(made);
        if (holder == null) holder = changed(made);
        if (holder != null) return holder;
        Lot<T> first = made.lots().stream()
                .filter(Lot::isAlone)
                .findFirst()
                .orElse(made.lots().get(0));
        return new InputHolder<>(first.record(), null);
    }

    /** The lot whose stored event holds these inputs. */
    private @Nullable InputHolder<T> unchanged(Transformation<T> made) {
        for (Lot<T> lot : made.lots()) {
            for (String id : lot.ids()) {
                @Nullable Stored one = stored.get(id);
                if (one == null || !one.holds(made.inputs())) continue;
                if (lot.isAlone() || one.outputs().equals(lot.outputs())) return new InputHolder<>(lot.record(), id);
            }
        }
        return null;
    }

    /** The lot that the stored events of the others name: one that the document leaves out, or one whose inputs changed. */
    private @Nullable InputHolder<T> namedByOthers(Transformation<T> made) {
        Set<String> named = new TreeSet<>();
        for (Lot<T> lot : made.lots()) {
            for (String id : lot.ids()) {
                @Nullable Stored one = stored.get(id);
                if (one != null && one.inputs().isEmpty()) named.add(one.transformationID());
            }
        }
        for (String id : named) {
            @Nullable Stored one = stored.get(id);
            if (!ofDocument.contains(id) && one != null && one.holds(made.inputs())) return new InputHolder<>(null, id);
        }
        for (Lot<T> lot : made.lots()) {
            for (String id : lot.ids()) if (named.contains(id)) return new InputHolder<>(lot.record(), id);
        }
        for (String id : named) {
            @Nullable Stored one = stored.get(id);
            if (!ofDocument.contains(id) && one != null && one.sharesLot(made.inputs()))
                return new InputHolder<>(null, id, true);
        }
        return null;
    }

    /** The lot whose stored event holds other inputs. */
    private @Nullable InputHolder<T> changed(Transformation<T> made) {
        for (Lot<T> lot : made.lots()) {
            @Nullable Stored one = lot.isAlone() ? stored.get(lot.ids().get(0)) : null;
            if (one != null && !one.inputs().isEmpty())
                return new InputHolder<>(lot.record(), lot.ids().get(0));
        }
        return null;
    }
}
