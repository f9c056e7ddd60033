package io.lotledger.export.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.job.Romaine;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {
    private static final String STEM = "exports/" + Romaine.ORGANISATION + "/" + Romaine.shortId();

    @Test
    void everyAttemptHasAKeyOfItsOwn() {
        assertThat(ObjectNames.key(Romaine.requested(), 1)).isEqualTo(STEM + "/1.xlsx");
        assertThat(ObjectNames.key(Romaine.requested(), 2)).isEqualTo(STEM + "/2.xlsx");
    }

    /** The first is that of deliveries recorded before attempts had keys of their own. */
    @Test
    void keysOfAJobAreThoseOfAllItsAttempts() {
        assertThat(ObjectNames.keysOfAttempts(Romaine.requested(), 2))
                .containsExactly(STEM + ".xlsx", STEM + "/1.xlsx", STEM + "/2.xlsx");
        assertThat(ObjectNames.keysOfAttempts(Romaine.requested(), 0)).containsExactly(STEM + ".xlsx");
    }
}
