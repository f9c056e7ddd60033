package io.lotledger.ingest.capture.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.SentMasterData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepeatedElementsTest {
    private final RepeatedElements elements = new RepeatedElements();

    @Test
    void elementsOfOneIdDescribeItTogether() {
        add("line 1", Map.of("cbvmda:name", List.of("Farm"), "children", List.of("urn:x:a")));

        Map<String, List<String>> joined =
                add("line 2", Map.of("cbvmda:city", List.of("Salinas"), "children", List.of("urn:x:a", "urn:x:b")));

        assertThat(joined)
                .isEqualTo(Map.of(
                        "cbvmda:name", List.of("Farm"),
                        "cbvmda:city", List.of("Salinas"),
                        "children", List.of("urn:x:a", "urn:x:b")));
    }

    @Test
    void contradictionNamesBothPlacesWhateverTheFormOfTheName() {
        add("line 1", Map.of("cbvmda:name", List.of("Farm"), "cbvmda:city", List.of("Salinas")));

        assertThat(elements.contradictions(
                        "Location", "urn:x:1", sent("line 2", Map.of("urn:epcglobal:cbv:mda#name", List.of("Ranch")))))
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.path()).isEqualTo("line 2");
                    assertThat(error.message()).contains("name", "Ranch", "Farm", "line 1");
                });
        assertThat(elements.contradictions("Party", "urn:x:1", sent("line 3", Map.of("cbvmda:name", List.of("Z")))))
                .isEmpty();
    }

    @Test
    void emptyValueContradictsNothingAndIsNotKept() {
        add("line 1", Map.of("cbvmda:name", List.of("Farm"), "cbvmda:city", List.of("")));

        assertThat(add("line 2", Map.of("cbvmda:name", List.of(""), "cbvmda:city", List.of("Salinas"))))
                .isEqualTo(Map.of("cbvmda:name", List.of("Farm"), "cbvmda:city", List.of("Salinas")));
    }

    private Map<String, List<String>> add(String path, Map<String, List<String>> attributes) {
        SentMasterData element = sent(path, attributes);
        assertThat(elements.contradictions("Location", "urn:x:1", element)).isEmpty();
        return elements.joined("Location", "urn:x:1", element);
    }

    private static SentMasterData sent(String path, Map<String, List<String>> attributes) {
        return new SentMasterData(path, "Location", "urn:x:1", attributes);
    }
}
