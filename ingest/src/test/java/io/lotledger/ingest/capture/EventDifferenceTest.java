package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.text.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventDifferenceTest {
    @Test
    void equalEventsDoNotDiffer() {
        assertThat(differences("{'eventID':'a','b':[1,{'c':2}]}", "{'b':[1,{'c':2}],'eventID':'other'}"))
                .isEmpty();
    }

    @Test
    void valueIsNamedByItsPath() {
        assertThat(differences(
                        "{'quantityList':[{'epcClass':'x','quantity':40,'uom':'CS'}],'ex:note':'a'}",
                        "{'quantityList':[{'epcClass':'x','quantity':41}],'ex:note':'b'}"))
                .containsExactly(
                        new EventDifference(".quantityList[0].quantity", "quantity", "40", "41"),
                        new EventDifference(".quantityList[0].uom", "uom", "CS", null),
                        new EventDifference("['ex:note']", "ex:note", "a", "b"));
    }

    @Test
    void elementsInAnotherOrderAreThoseOfTheirKey() {
        assertThat(
                        differences(
                                "{'l':[{'epcClass':'x','quantity':1},{'epcClass':'y','quantity':2},{'epcClass':'z','quantity':3}]}",
                                "{'l':[{'epcClass':'z','quantity':3},{'epcClass':'y','quantity':5},{'epcClass':'x','quantity':1}]}"))
                .containsExactly(new EventDifference(".l[1].quantity", "quantity", "2", "5"));
    }

    @Test
    void elementThatIsNewOrGoneDiffersInEachOfItsValues() {
        assertThat(differences("{'l':[{'epcClass':'x','quantity':1}]}", "{'m':['t']}"))
                .containsExactlyInAnyOrder(
                        new EventDifference(".m[0]", "m", null, "t"),
                        new EventDifference(".l.epcClass", "epcClass", "x", null),
                        new EventDifference(".l.quantity", "quantity", "1", null));
    }

    @Test
    void oneElementEqualsItsList() {
        assertThat(differences("{'l':[{'a':1}]}", "{'l':{'a':1}}")).isEmpty();
    }

    private static List<EventDifference> differences(String before, String now) {
        return EventDifference.between(
                Json.MAPPER.readTree(before.replace('\'', '"')), Json.MAPPER.readTree(now.replace('\'', '"')));
    }
}
