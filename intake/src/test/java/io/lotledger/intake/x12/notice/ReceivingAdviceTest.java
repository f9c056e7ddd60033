package io.lotledger.intake.x12.notice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReceivingAdviceTest {

    @Test
    void whatWasReceivedOfAUnitIsOneEvent() {
        ReadNotices read = ReadNotices.of(ReadNotices.file("receiving"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events()).hasSize(1);
        JsonNode receiving = read.events("receiving").get(0);
        assertThat(receiving.path("type").asString()).isEqualTo("AggregationEvent");
        assertThat(receiving.path("action").asString()).isEqualTo("OBSERVE");
        assertThat(receiving.path("eventTime").asString()).isEqualTo("2026-11-21T08:05:00.000-08:00");
        assertThat(receiving.path("childQuantityList").toString())
                .contains("/10/ROM-1120A\",\"quantity\":48", "/10/BAS-1120A\",\"quantity\":10");
        assertThat(receiving.path("bizTransactionList").toString())
                .contains(
                        "{\"type\":\"recadv\",\"bizTransaction\":\"urn:epcglobal:cbv:bt:0860008888884:RA3001\"}",
                        "{\"type\":\"desadv\",\"bizTransaction\":\"urn:epcglobal:cbv:bt:0860009999992:ASN1001\"}",
                        "PO501",
                        "PO502");
        assertThat(read.warnings()).singleElement().asString().contains("RCD06", "quantity in question");
    }

    @Test
    void goodsInNoUnitAreReceivedInOneEventAndNothingReceivedInNone() {
        String advice = ReadNotices.file("receiving")
                .replace("MAN*GM*00008600099990000015", "PID*F****x")
                .replace("RCD*2*10*CA***2", "RCD*2*0*CA***12");

        ReadNotices read = ReadNotices.of(advice);

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("receiving")).singleElement().satisfies(receiving -> {
            assertThat(receiving.path("type").asString()).isEqualTo("ObjectEvent");
            assertThat(receiving.path("quantityList")).hasSize(1);
        });
        assertThat(read.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("nothing of this item was received"));
    }

    @Test
    void moreWarningsThanAreListedRefuseNothing() {
        ReadNotices read = ReadNotices.of(withLines("RCD**0*CA***12~\n".repeat(1_003)));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("receiving")).hasSize(1);
        assertThat(read.warnings())
                .hasSize(1_001)
                .last()
                .asString()
                .isEqualTo("ISA 5 · GS 5 · ST 0001: 4 more warnings of this set are not listed");
    }

    @Test
    void errorsAndWarningsThatAreNotListedAreCountedApart() {
        ReadNotices read = ReadNotices.of(withLines("RCD**0*CA***12~\nRCD**1*ZX~\n".repeat(1_003)));

        assertThat(read.sets().get(0).errors()).hasSize(1_001);
        assertThat(read.errors()).last().asString().contains("more faults of this set are not listed");
        assertThat(read.warnings()).last().asString().contains("4 more warnings of this set are not listed");
    }

    /** The advice with lines before its own. */
    private static String withLines(String lines) {
        int segments = 17 + (int) lines.lines().count();
        return ReadNotices.file("receiving")
                .replace("RCD*1*", lines + "RCD*1*")
                .replace("SE*17*", "SE*" + segments + "*");
    }
}
