package io.lotledger.intake.x12.element;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.intake.x12.X12Set;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the readers of one set share. */
public record NoticeContext(DocumentBody document, X12Set set, X12Settings settings, FaultLog faults) {

    public UUID organisation() {
        return document.organisation();
    }

    /** The sender of the interchange, {@code ZZ:FRESHFARMS}. */
    public String sender() {
        return set.group().interchange().sender();
    }

    /** What identifies an event of the notice among those of the organisation. */
    public List<String> recordKey(List<String> key) {
        List<String> parts = new ArrayList<>();
        parts.add(sender());
        parts.addAll(key);
        return parts;
    }
}
