package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.capture.receive.CaptureLimitExceededException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The number of members of one event. Each member becomes a table row, and every later answer about it reads the whole
 * event.
 *
 * @param objects EPCs and quantities
 * @param parties sources, destinations and business transactions
 * @param links pairs of an input and an output
 */
public record EventSize(int objects, int parties, long links) {
    private static final List<String> INPUTS = List.of("inputEPCList", "inputQuantityList");
    private static final List<String> OUTPUTS = List.of("outputEPCList", "outputQuantityList");
    private static final List<String> OTHERS = List.of("epcList", "quantityList", "childEPCs", "childQuantityList");
    private static final List<String> PARTIES = List.of("sourceList", "destinationList", "bizTransactionList");

    /** Maximum average number of links per member of a transformation. */
    private static final int LINKS_PER_MEMBER = 50;

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

    /** @throws CaptureLimitExceededException when the event exceeds a limit */
    public void check(String place, int maxMembers) {
        int members = Math.max(objects, parties);
        if (members > maxMembers) throw CaptureLimitExceededException.members(place, members, maxMembers);
        int maxLinks = (int) Math.min(Integer.MAX_VALUE, (long) maxMembers * LINKS_PER_MEMBER);
        if (links > maxLinks) throw CaptureLimitExceededException.links(place, links, maxLinks);
    }
}
