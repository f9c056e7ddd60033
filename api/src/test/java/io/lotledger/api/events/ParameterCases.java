package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for {@link HandMadeEvents} with each parameter: what it finds, what not, and with another; at once and as a named query. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the cases are the subclass's
abstract class ParameterCases {
    /** A line for each: the parameters, and the names of the events that they find. */
    abstract String cases();

    Stream<String> lines() {
        return cases().lines().filter(line -> !line.isBlank());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void finds(String line) {
        List<JsonNode> found = HandMadeQueries.find(asked(line));

        assertThat(HandMadeQueries.names(found)).containsExactlyInAnyOrderElementsOf(expected(line));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lines")
    void findsTheSameAsANamedQuery(String line) {
        Map<String, String> parameters = HandMadeQueries.parameters(asked(line));
        parameters.remove("perPage"); // a parameter of the request, not of the query

        List<JsonNode> found = HandMadeQueries.findNamed(named(parameters));

        assertThat(HandMadeQueries.names(found)).containsExactlyInAnyOrderElementsOf(expected(line));
    }

    private static String asked(String line) {
        return line.substring(0, line.lastIndexOf("->"));
    }

    private static List<String> expected(String line) {
        return Arrays.stream(line.substring(line.lastIndexOf("->") + 2).split(" "))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The JSON form, with numbers, booleans and null where GS1's schema has them. */
    private static ObjectNode named(Map<String, String> parameters) {
        ObjectNode query = EventQueryClient.JSON.createObjectNode();
        ObjectNode context = query.putObject("@context");
        HandMadeEvents.PREFIXES.forEach(context::put);
        parameters.forEach((name, text) -> {
            if (text.contains("|")) List.of(text.split("\\|")).forEach(query.withArrayProperty(name)::add);
            else if (text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?|true|false|null")) {
                query.set(name, EventQueryClient.JSON.readTree(text));
            } else query.put(name, text);
        });
        return query;
    }
}
