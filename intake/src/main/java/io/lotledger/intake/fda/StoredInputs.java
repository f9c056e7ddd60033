package io.lotledger.intake.fda;

import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.Cells;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * The lots without a GS1 key that the stored events of a record use.
 *
 * @param areOfOthers whether the events may be those of other records with the same key
 */
record StoredInputs(List<Input> inputs, boolean areOfOthers) {
    static final StoredInputs NONE = new StoredInputs(List.of(), false);

    StoredInputs {
        inputs = List.copyOf(inputs);
    }

    private record Input(String code, String source, BigDecimal amount) {}

    static StoredInputs of(JsonNode event) {
        return new StoredInputs(
                StreamSupport.stream(event.path("inputQuantityList").spliterator(), false)
                        .flatMap(input -> input(input).stream())
                        .toList(),
                false);
    }

    private static Optional<Input> input(JsonNode quantity) {
        String lot = quantity.path("epcClass").asString("");
        return TextLot.code(lot)
                .map(code -> new Input(
                        code, TextLot.source(lot), quantity.path("quantity").decimalValue(BigDecimal.ONE.negate())));
    }

    static StoredInputs union(List<StoredInputs> all, boolean areOfOthers) {
        return new StoredInputs(
                all.stream().flatMap(one -> one.inputs().stream()).toList(), areOfOthers);
    }

    boolean isEmpty() {
        return inputs.isEmpty();
    }

    /** The source of the lot with a code: where several may be meant, that of the one with the amount. */
    Optional<String> source(String code, Cells.One amount) {
        Set<String> sources = sources(input -> input.code().equals(code));
        if ((sources.size() > 1 || areOfOthers) && amount.isKnown()) {
            BigDecimal used = new BigDecimal(amount.text());
            sources =
                    sources(input -> input.code().equals(code) && input.amount().compareTo(used) == 0);
        }
        return sources.size() == 1 ? sources.stream().findFirst() : Optional.empty();
    }

    private Set<String> sources(Predicate<Input> isMeant) {
        return inputs.stream().filter(isMeant).map(Input::source).collect(Collectors.toSet());
    }
}
