package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The order, the size and the content of the answer to a SimpleEventQuery. */
class EventQueryAnswersIT {
    @Test
    void ordersByTimeOrAField() {
        assertThat(HandMadeQueries.names("EQ_action=ADD")).containsExactly("bind", "pack", "commission");
        assertThat(HandMadeQueries.names("EQ_action=ADD&orderBy=eventTime"))
                .containsExactly("bind", "pack", "commission");
        assertThat(HandMadeQueries.names("EQ_action=ADD&orderBy=eventTime&orderDirection=ASC"))
                .containsExactly("commission", "pack", "bind");
        assertThat(HandMadeQueries.names("EQ_action=ADD&orderBy=eventTime&eventCountLimit=2"))
                .containsExactly("bind", "pack");
        assertThat(HandMadeQueries.names("EQ_action=ADD&orderBy=eventTime&eventCountLimit=2&perPage=1"))
                .as("a total over all pages")
                .containsExactly("bind", "pack");
        assertThat(HandMadeQueries.names("EXISTS_q:number=true&orderBy=q:number&orderDirection=ASC"))
                .containsExactly("fields", "fields2");
        assertThat(HandMadeQueries.names("EXISTS_q:number=true&orderBy=q:number&eventCountLimit=1"))
                .containsExactly("fields2");
        assertThat(HandMadeQueries.names("EQ_action=ADD&orderBy=recordTime")).hasSize(3);
    }

    @Test
    void boundsOfRecordTimeMayBeFinerThanRecordTimes() {
        Instant recordTime = Instant.parse(HandMadeQueries.find("EQ_eventID=urn:event:ship")
                .get(0)
                .get("recordTime")
                .asString());

        assertThat(HandMadeQueries.names("EQ_bizStep=shipping&LT_recordTime=" + recordTime))
                .isEmpty();
        assertThat(HandMadeQueries.names("EQ_bizStep=shipping&LT_recordTime=" + recordTime.plusNanos(1)))
                .containsExactly("ship");
        assertThat(HandMadeQueries.names("EQ_bizStep=shipping&GE_recordTime=" + recordTime))
                .containsExactly("ship");
        assertThat(HandMadeQueries.names("EQ_bizStep=shipping&GE_recordTime=" + recordTime.minusNanos(1)))
                .containsExactly("ship");
        assertThat(HandMadeQueries.names("EQ_bizStep=shipping&GE_recordTime=" + recordTime.plusNanos(1)))
                .isEmpty();
    }

    @Test
    void moreEventsThanAllowedAreRefused() {
        EventQueryClient.Answer answer = HandMadeQueries.ask("EQ_action=ADD&maxEventCount=2");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("type").asString()).isEqualTo("epcisException:QueryTooLargeException");
    }

    @Test
    void noEventIsAnEmptyListAndNotAnError() {
        EventQueryClient.Answer answer = HandMadeQueries.ask("EQ_eventID=urn:event:none");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("type").asString()).isEqualTo("EPCISQueryDocument");
        assertThat(answer.json()
                        .at("/epcisBody/queryResults/resultsBody/eventList")
                        .isArray())
                .isTrue();
        assertThat(answer.events()).isEmpty();
    }

    @Test
    void everyEventIsFoundWithItsTimesAsSent() {
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        EventQueryClient.JSON
                .readTree(HandMadeEvents.document())
                .at("/epcisBody/eventList")
                .forEach(event -> sent.put(event.get("eventID").asString(), event));

        List<JsonNode> all = HandMadeQueries.all();

        assertThat(all)
                .extracting(event -> event.get("eventID").asString())
                .containsExactlyInAnyOrderElementsOf(sent.keySet());
        for (JsonNode event : all) {
            JsonNode original =
                    Objects.requireNonNull(sent.get(event.get("eventID").asString()));
            assertThat(event.get("eventTime")).isEqualTo(original.get("eventTime"));
            assertThat(event.get("eventTimeZoneOffset")).isEqualTo(original.get("eventTimeZoneOffset"));
            assertThat(event.get("recordTime").asString()).isNotBlank();
            assertThat(HandMadeQueries.names(
                            "EQ_eventID=" + event.get("eventID").asString()))
                    .hasSize(1);
        }
    }
}
