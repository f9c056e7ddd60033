package io.lotledger.api.dashboard.lot;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.dashboard.lot.RequestLetter.Asked;
import io.lotledger.api.dashboard.lot.RequestLetter.Missing;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The letter that asks for what is missing. */
class RequestLetterTest {
    private static final Asked EVENT = new Asked(
            "Shipping", "urn:uuid:1", OffsetDateTime.parse("2026-11-05T06:00:00Z"), List.of("A"), null, List.of());
    private static final Missing QUANTITY = new Missing("Quantity", "Quantity", "21 CFR 1.1340(a)(2)", null);

    @Test
    void letterOfAPartSaysOfHowManyItIsAPart() {
        String part = RequestLetter.of("Farms", LotGap.Keeper.UNKNOWN, Map.of(EVENT, List.of(QUANTITY)), 714);
        String all = RequestLetter.of("Farms", LotGap.Keeper.UNKNOWN, Map.of(EVENT, List.of(QUANTITY)), 1);

        assertThat(part).contains("Our records lack 714 elements", "Please send them", "This letter lists 1 of them.");
        assertThat(all).contains("Our records lack an element").doesNotContain("This letter lists");
    }
}
