package io.lotledger.api.dashboard.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The document of an event is damaged within the log, and its entry can still be read. */
class DamagedEventIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final JdbcClient sql = server.bean(JdbcClient.class);
    private final UUID organisation = server.bean(ApiKeys.class).organisation("Damaged event " + UUID.randomUUID());
    private final ApiClient client = new ApiClient(
            server.baseUrl(), server.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.ADMIN)));

    /** JSON alone of a document without its type can still be written. */
    @ParameterizedTest
    @CsvSource({
        "'\\\"action\\\"', '\\\"action ', application/json",
        "'\\\"action\\\"', '\\\"action ', application/xml",
        "'\\\"type\\\"', '\\\"tyqe\\\"', application/xml"
    })
    void pageAndAnswerNameThePositionOfTheEntry(String whole, String damaged, String type) {
        String id = "urn:test:" + UUID.randomUUID();
        ApiClient.Answer captured = client.create("/events", """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"ObjectEvent","eventID":"%s",\
                "eventTime":"2026-11-20T10:00:00.000-08:00","eventTimeZoneOffset":"-08:00","action":"OBSERVE",\
                "epcList":["urn:epc:id:sscc:4012345.0000000111"]}""".formatted(id));
        assertThat(captured.status()).as(captured.toString()).isEqualTo(201);
        assertThat(client.query("/events/" + id).status()).isEqualTo(200);
        long position = sql.sql("select position from event where organisation = :organisation and event_id = :id")
                .param("organisation", organisation)
                .param("id", id)
                .query(Long.class)
                .single();
        change(position, whole, damaged);
        try {
            ApiClient.Answer answer = client.query("/events/" + id, "Accept", type);

            assertThat(answer.status()).as(answer.toString()).isEqualTo(500);
            assertThat(answer.text()).contains("log entry at position " + position);
            assertThatThrownBy(() -> server.bean(EventPages.class).of(organisation, id))
                    .hasMessageContaining("log entry at position " + position);
        } finally {
            change(position, damaged, whole);
        }
    }

    private void change(long position, String from, String to) {
        int changed = sql.sql("""
                        update domain_event set payload = convert_to(replace(convert_from(payload, 'UTF8'), :from, :to), 'UTF8')
                         where global_index = :position and position(:from in convert_from(payload, 'UTF8')) > 0
                        """)
                .param("position", position)
                .param("from", from)
                .param("to", to)
                .update();
        assertThat(changed).isEqualTo(1);
    }
}
