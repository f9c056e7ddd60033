package io.lotledger.ingest.capture.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribedKeyCacheTest {
    private static final UUID ORGANISATION = new UUID(0, 1);

    @ParameterizedTest
    @CsvSource({
        "urn:epc:id:sgln:4012345.00005.0, 4012345000054",
        "https://id.gs1.org/414/4012345000054/254/dock, 4012345000054",
        "urn:epc:id:pgln:4012345.00005, 4012345000054",
        "urn:epc:idpat:sgtin:4012345.012345.*, 04012345123456",
        "https://brand.example/01/04012345123456, 04012345123456",
        "urn:epc:class:lgtin:4012345.012345.L1, https://id.gs1.org/01/04012345123456/10/ https://id.gs1.org/01/04012345123456/10/L1",
        "https://partner.example/places/7, https://partner.example/places/7",
        "4012345000054, 4012345000054 04012345000054"
    })
    void elementIsFoundByItsKeys(String id, String keys) {
        assertThat(DescribedKeyCache.keysOf(id)).containsExactly(keys.split(" "));
    }

    @Test
    void describedKeyIsLookedUpOnceAndUndescribedKeyOnceASecond() {
        List<Collection<String>> asked = new ArrayList<>();
        AtomicLong nanos = new AtomicLong();
        DescribedKeyCache keys = new DescribedKeyCache(
                (organisation, unknown) -> {
                    asked.add(List.copyOf(unknown));
                    return organisation.equals(ORGANISATION) && unknown.contains("a") ? Set.of("a") : Set.of();
                },
                nanos::get);
        keys.remember(ORGANISATION, Set.of("c"));

        assertThat(keys.describedAmong(ORGANISATION, Set.of("a", "c"))).containsExactlyInAnyOrder("a", "c");
        assertThat(keys.describedAmong(ORGANISATION, Set.of("a", "b", "c"))).containsExactlyInAnyOrder("a", "c");
        assertThat(keys.describedAmong(ORGANISATION, Set.of("b")))
                .as("looked up just now")
                .isEmpty();
        assertThat(keys.describedAmong(new UUID(0, 2), Set.of("c")))
                .as("another organisation's")
                .isEmpty();
        assertThat(asked).containsExactly(List.of("a"), List.of("b"), List.of("c"));

        nanos.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertThat(keys.describedAmong(ORGANISATION, Set.of("a", "b"))).containsExactly("a");
        assertThat(asked).hasSize(4).last().isEqualTo(List.of("b"));

        keys.remember(ORGANISATION, Set.of("b"));
        assertThat(keys.describedAmong(ORGANISATION, Set.of("b")))
                .as("captured meanwhile")
                .containsExactly("b");
    }
}
