package io.lotledger.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedEventIDTest {
    private static final UUID ORGANISATION = new UUID(1, 2);

    @Test
    void oneRecordHasOneIdAndAnyOtherAnother() {
        String id = DerivedEventID.of(ORGANISATION, "fda:Shipping", List.of("a", "bc"));

        assertThat(id).matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(DerivedEventID.of(ORGANISATION, "fda:Shipping", List.of("a", "bc")))
                .isEqualTo(id);
        assertThat(DerivedEventID.of(ORGANISATION, "fda:Shipping", List.of("ab", "c")))
                .isNotEqualTo(id);
        assertThat(DerivedEventID.of(ORGANISATION, "fda:Receiving", List.of("a", "bc")))
                .isNotEqualTo(id);
        assertThat(DerivedEventID.of(new UUID(1, 3), "fda:Shipping", List.of("a", "bc")))
                .isNotEqualTo(id);
    }

    @Test
    void idsOfEarlierVersionsAreAsTheyWere() {
        assertThat(DerivedEventID.former(ORGANISATION, "key", "fda:Shipping", List.of("a", "bc")))
                .isEqualTo("urn:uuid:e416c256-609d-83ae-bdd5-8e0b9fbf1e85");
    }
}
