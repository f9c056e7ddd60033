package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.line;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The tabs Harvesting, Cooling and Initial Packing, each in a file of its own. */
class CoolingInItsOwnFileIT {
    private static final String HARVESTING = "Harvesting";
    private static final String COOLING = "Cooling";
    private static final String PACKING = "Initial Packing";
    private static final Pattern REPLACED = Pattern.compile("\\?replaces=([0-9A-Za-z-]+)");

    private static final String PACKER = "GLN 9506000134352";
    private static final String FARM = "GLN 9506000134369";
    private static final String COOLER = "Cool Storage";

    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>(
            Map.of(HARVESTING, harvest("F1"), COOLING, cooling("100"), PACKING, packing("L1", "F1")));

    @ParameterizedTest
    @CsvSource({
        "Harvesting, Cooling, Initial Packing, false",
        "Harvesting, Initial Packing, Cooling, false",
        "Initial Packing, Harvesting, Cooling, false",
        "Initial Packing, Cooling, Harvesting, false",
        "Cooling, Harvesting, Initial Packing, true",
        "Cooling, Initial Packing, Harvesting, true"
    })
    void workbookOfThePackedLotHasTheCoolingInWhateverOrderTheFilesCome(
            String first, String second, String third, boolean isSentAgain) {
        JsonNode last = captured(first);
        for (String tab : List.of(second, third)) last = captured(tab);

        List<String> told = warnings(last);
        assertThat(findings()).hasSize(isSentAgain ? 2 : 0); // of the packed lot, and of the cooling alone
        if (isSentAgain) {
            assertThat(told).singleElement().asString().contains("send the file that has the cooling again");
            assertThat(rowsOf(COOLING)).isEmpty();
            JsonNode mended = partner.projected(
                    partner.post("/capture?replaces=" + replaced(told.get(0)), SheetPartner.CSV, csv(COOLING))
                            .json());
            assertThat(statuses(mended)).as(mended.toString()).containsExactly("ACCEPTED", "ACCEPTED");
        } else {
            assertThat(told).isEmpty();
        }

        assertThat(findings()).isEmpty();
        assertThat(rowsOf(COOLING)).hasSize(1);
        assertThat(rowsOf(HARVESTING)).hasSize(1);
        assertThat(rowsOf(PACKING)).hasSize(1);
        for (String tab : rows.keySet()) assertThat(statuses(captured(tab))).containsExactly("DUPLICATE");
    }

    @Test
    void threeFilesGiveTheWorkbookOfOne() {
        for (String tab : List.of(HARVESTING, PACKING, COOLING)) captured(tab);
        SheetPartner other = new SheetPartner(LotledgerServer.shared());

        other.capture(
                SheetPartner.XLSX,
                SheetPartner.workbookOf(Map.of(
                        HARVESTING, List.of(harvest("F1")),
                        COOLING, List.of(cooling("100")),
                        PACKING, List.of(packing("L1", "F1")))));

        assertThat(SheetPartner.tabs(partner.workbookOfCode("L1")))
                .isEqualTo(SheetPartner.tabs(other.workbookOfCode("L1")));
    }

    @Test
    void coolingOfOneOfTwoHarvestsIsJoinedWithNeitherAndEachPackedLotSaysSo() {
        captured(PACKING);
        rows.put(PACKING, packing("L2", "F2"));
        captured(PACKING);

        assertThat(warnings(captured(COOLING))).singleElement().asString().startsWith("2 harvest lots");

        assertThat(texts(findings(), "message"))
                .haveExactly(
                        2,
                        new Condition<>(
                                told -> told.startsWith("The packing names a cooling at Cool Storage on 11/02/2026"),
                                "of a packed lot"))
                .haveExactly(1, new Condition<>(told -> told.contains("joined with no harvest"), "of the cooling"));
    }

    @Test
    void packingWhoseCoolingNobodySentHasTheFinding() {
        captured(PACKING);

        JsonNode finding = findings().path(0);
        assertThat(finding.path("message").asString()).contains("on 11/02/2026", "Capture the row of Cooling");
        assertThat(finding.path("severity").asString()).isEqualTo("warning");
        assertThat(finding.path("cfr").asString()).isEqualTo("21 CFR 1.1325(b)(1)");
    }

    @Test
    void coolingSentAgainBeforeItCorrectsIsADuplicateThatSaysWhatToDo() {
        String early = captured(COOLING).path("captureID").asString();
        captured(PACKING);

        JsonNode again = captured(COOLING);

        assertThat(statuses(again)).containsExactly("DUPLICATE");
        assertThat(warnings(again)).singleElement().asString().contains("send this file again with ?replaces=");
        rows.put(COOLING, cooling("90"));
        JsonNode mended = partner.projected(partner.post("/capture?replaces=" + early, SheetPartner.CSV, csv(COOLING))
                .json());
        assertThat(statuses(mended)).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(findings()).isEmpty();
    }

    @Test
    void workbookWithFurtherHarvestsChangesNoCoolingThatIsJoined() {
        captured(PACKING);
        captured(COOLING);

        JsonNode job = partner.capture(
                SheetPartner.XLSX,
                SheetPartner.workbookOf(
                        Map.of(HARVESTING, List.of(harvest("F0"), harvest("F1")), COOLING, List.of(cooling("100")))));

        assertThat(statuses(job)).containsExactly("ACCEPTED", "ACCEPTED", "DUPLICATE");
    }

    private JsonNode captured(String tab) {
        return partner.projected(partner.capture(SheetPartner.CSV, csv(tab)));
    }

    private JsonNode findings() {
        return partner.client.get("/findings?kind=unmatched_cooling").body().path("findings");
    }

    /** The rows of a tab in the workbook of the packed lot. */
    private List<List<String>> rowsOf(String tab) {
        List<List<String>> all = Objects.requireNonNull(
                SheetPartner.tabs(partner.workbookOfCode("L1")).get(tab));
        String heading = SheetPartner.tab(tab).columns().get(0).heading();
        return all.stream().filter(row -> !row.get(0).equals(heading)).toList();
    }

    private static List<String> warnings(JsonNode job) {
        List<String> warnings = new ArrayList<>();
        for (JsonNode event : job.path("events"))
            for (JsonNode warning : event.path("warnings"))
                if (warning.path("rule").asString().equals("harvest"))
                    warnings.add(warning.path("message").asString());
        return warnings;
    }

    private static String replaced(String message) {
        Matcher named = REPLACED.matcher(message);
        assertThat(named.find()).as(message).isTrue();
        return named.group(1);
    }

    private byte[] csv(String tab) {
        List<String> titles = titles(tab);
        Map<String, String> row = Objects.requireNonNull(rows.get(tab));
        String table = line(titles)
                + line(titles.stream().map(title -> row.getOrDefault(title, "")).toList());
        return table.getBytes(UTF_8);
    }

    private static Map<String, String> harvest(String field) {
        return row(
                HARVESTING,
                Map.of(0, COOLER, 7, "Lettuce", 9, "100", 10, "bins", 11, FARM, 18, field, 20, "11/01/2026"),
                Map.of(21, "Harvest Log", 22, "H1"));
    }

    private static Map<String, String> cooling(String amount) {
        return row(
                COOLING,
                Map.of(0, PACKER, 7, "Lettuce", 9, amount, 10, "bins", 11, COOLER, 18, "11/02/2026", 19, FARM),
                Map.of(26, "Production Log", 27, "C1"));
    }

    private static Map<String, String> packing(String code, String field) {
        return row(
                PACKING,
                Map.of(0, "Lettuce", 2, "11/02/2026", 3, "100", 4, "bins", 5, FARM, 12, field, 16, "11/01/2026"),
                Map.of(17, COOLER, 24, "11/02/2026", 25, code, 26, "Hearts", 32, "90", 33, "cases", 34, PACKER),
                Map.of(42, "11/03/2026", 43, "Work Order", 44, "W1"));
    }

    @SafeVarargs
    private static Map<String, String> row(String tab, Map<Integer, String>... cells) {
        List<String> all = new ArrayList<>(Collections.nCopies(titles(tab).size(), ""));
        for (Map<Integer, String> some : cells) some.forEach(all::set);
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < all.size(); i++)
            if (!all.get(i).isEmpty()) row.put(titles(tab).get(i), all.get(i));
        return row;
    }

    private static List<String> titles(String tab) {
        return SheetPartner.tab(tab).columns().stream()
                .map(column -> column.title().replace(" (mm/dd/yyyy)", ""))
                .toList();
    }
}
