package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How many things one event speaks of: each is a row of some table, and every later answer about any of them reads the whole
 * event.
 *
 * @param objects EPCs and quantities
 * @param parties sources, destinations and business transactions
 * @param links ways from an input to an output
 */
public record EventSize(int objects, int parties, long links) {
    private static final List<String> INPUTS = List.of("inputEPCList", "inputQuantityList");
    private static final List<String> OUTPUTS = List.of("outputEPCList", "outputQuantityList");
    private static final List<String> OTHERS = List.of("epcList", "quantityList", "childEPCs", "childQuantityList");
    private static final List<String> PARTIES = List.of("sourceList", "destinationList", "bizTransactionList");

    /** Of so many members a transformation has at most this many links each. */
    private static final int LINKS_OF_A_MEMBER = 50;

    public static EventSize of(JsonNode event) {
        int inputs = sizes(event, INPUTS);
        int outputs = sizes(event, OUTPUTS);
        return new EventSize(inputs + outputs + sizes(event, OTHERS), sizes(event, PARTIES), (long) inputs * outputs);
    }

    private static int sizes(JsonNode event, List<String> lists) {
        int size = 0;
        for (String list : lists) size += event.path(list).size();
        return size;
    }

    /** @throws CaptureLimitExceededException when it is more than one event may be */
    public void check(String place, int most) {
        int members = Math.max(objects, parties);
        if (members > most) throw CaptureLimitExceededException.members(place, members, most);
        int mostLinks = (int) Math.min(Integer.MAX_VALUE, (long) most * LINKS_OF_A_MEMBER);
        if (links > mostLinks) throw CaptureLimitExceededException.links(place, links, mostLinks);
    }
}
