package io.lotledger.intake.profile;

import io.lotledger.intake.x12.element.X12Settings;
import java.util.List;
import java.util.Map;

/**
 * How one partner writes.
 *
 * @param name of the partner, for people
 * @param senders senders of X12 interchanges that are this partner, each {@code qualifier:id}
 * @param headings FDA's heading by the partner's own, for spreadsheets and CSV
 */
public record PartnerProfile(String name, List<String> senders, X12Settings x12, Map<String, String> headings) {
    public PartnerProfile {
        senders = List.copyOf(senders);
        headings = Map.copyOf(headings);
    }
}
