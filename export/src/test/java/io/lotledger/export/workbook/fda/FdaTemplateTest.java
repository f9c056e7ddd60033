package io.lotledger.export.workbook.fda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FdaTemplateTest {

    @Test
    void hasThirteenTabsInOrderWithFdasNumberOfColumns() {
        assertThat(FdaTemplate.TABS)
                .extracting(tab -> tab.columns().size())
                .containsExactly(25, 30, 47, 54, 34, 26, 36, 36, 29, 31, 7, 8, 7);
    }

    @Test
    void allHeadingsAreTheFrozenOnes() throws IOException {
        assertThat(headings()).isEqualTo(frozenHeadings());
    }

    @Test
    void allHeadingsAreFdas() throws IOException {
        Optional<Path> template = corpus().map(shared -> shared.resolve("fsma204/fda_ess_template_columns.json"));
        assumeTrue(template.isPresent() && Files.exists(template.get()), "skipped: no corpus");

        Map<String, List<String>> fda = new LinkedHashMap<>();
        for (JsonNode tab :
                JsonMapper.shared().readTree(Files.readString(template.get())).get("tabs")) {
            List<String> headings = new ArrayList<>();
            for (JsonNode column : tab.get("columns"))
                headings.add(column.get("header").asString());
            fda.put(tab.get("tab").asString(), headings);
        }

        assertThat(headings()).isEqualTo(fda);
        assertThat(List.copyOf(headings().keySet())).isEqualTo(List.copyOf(fda.keySet()));
    }

    @Test
    void everyCriticalTrackingEventHasItsTab() {
        assertThat(FdaTemplate.TABS)
                .extracting(Tab::type)
                .map(type -> (Object) type)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList((Object[]) CriticalTrackingEvent.class.getPermittedSubclasses()));
    }

    @Test
    void everyColumnCitesAParagraphOfItsTab() {
        for (Tab<?> tab : FdaTemplate.TABS)
            assertThat(tab.columns())
                    .allSatisfy(column -> assertThat(column.cfr())
                            .startsWith(tab.cfr())
                            .matches("1\\.1\\d{3}(\\([a-z]+\\)|\\(\\d+\\))+"));
    }

    private static Map<String, List<String>> headings() {
        Map<String, List<String>> headings = new LinkedHashMap<>();
        for (Tab<?> tab : FdaTemplate.TABS)
            headings.put(
                    tab.name(), tab.columns().stream().map(FdaColumn::heading).toList());
        return headings;
    }

    private static Map<String, List<String>> frozenHeadings() throws IOException {
        Map<String, List<String>> headings = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(FdaTemplateTest.class.getResourceAsStream("/fda/headings.txt"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("# ")) {
                    current = new ArrayList<>();
                    headings.put(line.substring(2), current);
                } else if (!line.isEmpty()) {
                    current.add(line.replace("\\n", "\n"));
                }
            }
        }
        return headings;
    }

    /** The corpus lies in a folder {@code shared} beside the project, or where LOTLEDGER_SHARED says. */
    private static Optional<Path> corpus() {
        String told = System.getenv("LOTLEDGER_SHARED");
        if (told != null) return Optional.of(Path.of(told));
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent())
            if (Files.isDirectory(at.resolve("shared/fsma204"))) return Optional.of(at.resolve("shared"));
        return Optional.empty();
    }
}
