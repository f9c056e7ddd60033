package io.lotledger.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.capture.job.Sender;
import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedEventIDTest {
    private static final UUID ORGANISATION = new UUID(1, 2);

    @Test
    void oneRecordHasOneIdAndAnyOtherAnother() {
        String id = DerivedEventID.of(sentBy("key", ORGANISATION), "fda:Shipping", List.of("a", "bc"));

        assertThat(id).matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(DerivedEventID.of(sentBy("key", ORGANISATION), "fda:Shipping", List.of("a", "bc")))
                .isEqualTo(id);
        assertThat(DerivedEventID.of(sentBy("key", ORGANISATION), "fda:Shipping", List.of("ab", "c")))
                .isNotEqualTo(id);
        assertThat(DerivedEventID.of(sentBy("key", ORGANISATION), "fda:Receiving", List.of("a", "bc")))
                .isNotEqualTo(id);
        assertThat(DerivedEventID.of(sentBy("other", ORGANISATION), "fda:Shipping", List.of("a", "bc")))
                .isNotEqualTo(id);
        assertThat(DerivedEventID.of(sentBy("key", new UUID(1, 3)), "fda:Shipping", List.of("a", "bc")))
                .isNotEqualTo(id);
    }

    private static DocumentBody sentBy(String keyId, UUID organisation) {
        return new DocumentBody(
                organisation, new Sender(keyId, "name"), InputStream.nullInputStream(), null, ReadingLimits.DEFAULT);
    }
}
