package io.lotledger.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.query.condition.PlaceIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries whose answer depends on what master data says of places, while that changes. */
class QueriesByMasterDataIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final String SITE = "https://place.example/site";
    private static final String DOCK = "https://place.example/dock";

    private final UUID organisation = SERVER.bean(ApiKeys.class).organisation("places " + UUID.randomUUID());
    private final ApiClient partner = new ApiClient(
            SERVER.baseUrl(),
            SERVER.bean(ApiKeys.class).create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY)));
    private Instant creationDate = Instant.parse("2026-06-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WD_bizLocation=" + SITE,
                "EQATTR_bizLocation_cbvmda:city=Salinas",
                "HASATTR_bizLocation=cbvmda:city"
            })
    void laterPagesAnswerAsOfTheFirstWhateverMasterDataSaysByThen(String query) {
        capture(site(DOCK) + "," + place(DOCK, "city", "Salinas"), events("e", 0, 6));
        Answer first = partner.query("/events?perPage=2&" + query);
        capture(site("") + "," + place(DOCK, "streetAddress", "1 Dock Road"), ""); // which ends the older address

        assertThat(eventIDs(first)).hasSize(2);
        List<String> found = new ArrayList<>(eventIDs(first));
        Answer page = first;
        while (!page.header("Link").isEmpty()) {
            page = partner.query(
                    page.header("Link").replaceFirst(".*/epcis/api/2.0", "").replaceFirst(">.*", ""));
            assertThat(page.header("Lotledger-Log-Position")).isEqualTo(first.header("Lotledger-Log-Position"));
            found.addAll(eventIDs(page));
        }

        assertThat(found).hasSize(6).doesNotHaveDuplicates();
        assertThat(eventIDs(partner.query("/events?" + query))).isEmpty();
    }

    @Test
    void answerHoldsUpToWhereItsMasterDataIsKnown() {
        capture(site(""), events("before", 0, 1));
        partner.query("/events?WD_bizLocation=" + SITE); // the table of master data has come so far
        ProjectionPauses pauses = SERVER.bean(ProjectionPauses.class);
        pauses.pause(MasterDataProjection.NAME, "test");
        try {
            long described = SERVER.bean(EventLog.class).head();
            capture(site(DOCK), events("e", 0, 1));

            Answer within = partner.query("/events?WD_bizLocation=" + SITE);
            Answer at = partner.query("/events?EQ_bizLocation=" + DOCK);

            assertThat(eventIDs(within)).isEmpty();
            assertThat(Long.parseLong(within.header("Lotledger-Log-Position"))).isLessThanOrEqualTo(described);
            assertThat(eventIDs(at)).hasSize(2);
            assertThat(Long.parseLong(at.header("Lotledger-Log-Position"))).isGreaterThan(described);
        } finally {
            pauses.resume(MasterDataProjection.NAME);
        }
    }

    /** Streams resolve their queries again after each change: a partner's every document may repeat its places. */
    @Test
    void placesThatAreDescribedAgainInTheSameWordsHaveNotChanged() {
        capture(site(DOCK) + "," + place(DOCK, "city", "Salinas"), "");
        assertThat(changes()).isEqualTo(1);

        capture(site(DOCK) + "," + place(DOCK, "city", "Salinas"), "");
        assertThat(changes()).isEqualTo(1);

        capture(site(DOCK) + "," + place(DOCK, "city", "Yuma"), "");
        capture(site(""), "");
        capture(site(DOCK), "");
        assertThat(changes()).isEqualTo(4);
    }

    private int changes() {
        partner.query("/events?WD_bizLocation=" + SITE); // the table of master data has come so far
        return SERVER.bean(PlaceIndex.class)
                .changes(organisation, Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"))
                .size();
    }

    private static List<String> eventIDs(Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.body()
                .at("/epcisBody/queryResults/resultsBody/eventList")
                .forEach(one -> ids.add(one.path("eventID").asString()));
        return ids;
    }

    private static String site(String child) {
        return """
                {"id":"SITE","children":[CHILDREN]}""".replace("SITE", SITE).replace("CHILDREN", child.isEmpty() ? "" : '"' + child + '"');
    }

    private static String place(String id, String attribute, String value) {
        return """
                {"id":"ID","attributes":[{"id":"urn:epcglobal:cbv:mda#NAME","attribute":"VALUE"}]}""".replace("ID", id).replace("NAME", attribute).replace("VALUE", value);
    }

    private static String events(String prefix, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> """
                        {"type":"ObjectEvent","eventID":"urn:event:PREFIX:NUMBER","eventTime":"2026-06-01T00:00:00Z",\
                        "eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["urn:epc:id:sscc:9521321.1000000001"],\
                        "bizLocation":{"id":"DOCK"}}""".replace("PREFIX", prefix)
                        .replace("NUMBER", String.valueOf(i))
                        .replace("DOCK", DOCK))
                .collect(Collectors.joining(","));
    }

    /** Captures a document that is a day newer than the one before. */
    private void capture(String places, String events) {
        creationDate = creationDate.plusSeconds(86_400);
        partner.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],"type":"EPCISDocument",\
                "schemaVersion":"2.0","creationDate":"DATE",\
                "epcisHeader":{"epcisMasterData":{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:BusinessLocation",\
                "vocabularyElementList":[PLACES]}]}},"epcisBody":{"eventList":[EVENTS]}}""".replace("DATE", creationDate.toString())
                .replace("PLACES", places)
                .replace("EVENTS", events));
    }
}
