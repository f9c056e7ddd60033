package io.lotledger.projections.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CountVersionTest {
    private static final Map<String, Integer> TABLES = Map.of("cte", 39, "lineage", 17);
    private static final CountVersion OURS = new CountVersion(16, TABLES, "30 days {}");

    @Test
    void nothingCountedYetIsForAnyNode() {
        assertThat(OURS.takesOver("", false)).isTrue();
        assertThat(OURS.takesOver("", true)).isTrue();
    }

    @Test
    void laterCodeTakesOverAndEarlierCodeDoesNot() {
        CountVersion later = new CountVersion(17, TABLES, OURS.settings());

        assertThat(later.takesOver(OURS.text(), true)).isTrue();
        assertThat(OURS.takesOver(later.text(), false)).isFalse();
        assertThat(OURS.whyNot(later.text()))
                .contains("version 17 of the code has counted them, and this node has version 16");
    }

    @Test
    void tenthVersionIsLaterThanTheNinth() {
        CountVersion ninth = new CountVersion(9, TABLES, OURS.settings());

        assertThat(OURS.takesOver(ninth.text(), true)).isTrue();
        assertThat(ninth.takesOver(OURS.text(), true)).isFalse();
    }

    @Test
    void tablesThatWereRebuiltAreCountedAgain() {
        CountVersion rebuilt = new CountVersion(16, Map.of("cte", 40, "lineage", 17), OURS.settings());

        assertThat(rebuilt.takesOver(OURS.text(), true)).isTrue();
    }

    @Test
    void ofTwoNodesWithOtherSettingsTheOneThatStartedLastCounts() {
        CountVersion other = new CountVersion(16, TABLES, "20 days {}");

        assertThat(other.takesOver(OURS.text(), false)).isTrue();
        assertThat(OURS.takesOver(other.text(), true)).isFalse();
        assertThat(OURS.whyNot(other.text())).contains("started later with other settings");
    }
}
