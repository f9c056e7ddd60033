package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.JoinedRowsTest.texts;
import static io.lotledger.intake.fda.ReadTable.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.fda.row.TabTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Coolings whose harvest and packing come in files of their own. */
class CoolingsOfOtherFilesTest {
    private static final String PACKER = "GLN 9506000134352";
    private static final String FARM = "Green Farm";
    private static final String COOLER = "GLN 9506000134376";

    private final ReadTable harvested = harvested("F1", "11/01/2026");
    private final ReadTable packed = packed("L1", "F1", "11/01/2026", "11/02/2026");

    @Test
    void coolingOfALaterFileIsOfTheHarvestThatAPackingNames() {
        ReadTable cooled = cooled("11/02/2026", packed);

        assertThat(lot(cooled)).isEqualTo(lot(harvested));
        assertThat(messages(cooled)).isEmpty();
        assertThat(lot(cooled("11/02/2026", packed, harvested("F2", "11/02/2026"))))
                .as("though another field was harvested since")
                .isEqualTo(lot(harvested));
    }

    @Test
    void coolingBeforeThePackingIsOfTheOnlyHarvestThatWasSentToTheCooler() {
        ReadTable cooled = cooled("11/02/2026", harvested, harvested("F2", "11/03/2026"));

        assertThat(lot(cooled)).isEqualTo(lot(harvested));
        assertThat(messages(cooled)).singleElement().asString().contains("the only harvest");
        assertThat(packedAfter(cooled)).isEmpty();
    }

    @Test
    void coolingThatMayBeOfTwoHarvestsIsOfNeither() {
        ReadTable other = harvested("F2", "11/01/2026");

        ReadTable cooled = cooled("11/02/2026", harvested, other);

        assertThat(lot(cooled)).isNotIn(lot(harvested), lot(other));
        assertThat(messages(cooled)).singleElement().asString().startsWith("2 harvest lots");
        assertThat(lot(cooled("11/02/2026", packed, packed("L2", "F2", "11/01/2026", "11/02/2026"))))
                .as("nor where two packings name it")
                .isNotIn(lot(harvested), lot(other));
    }

    /** As the files come day by day. */
    @Test
    void harvestThatWasPackedAfterAnotherCoolingIsNotMeant() {
        ReadTable second = harvested("F1", "11/02/2026");

        assertThat(lot(cooled("11/03/2026", harvested, packed, second))).isEqualTo(lot(second));
    }

    @Test
    void coolingThatCameFirstIsNamedByEachLaterFileAndJoinedOnceItCorrectsItself() {
        ReadTable early = cooled("11/02/2026");

        assertThat(messages(early)).singleElement().asString().contains("capture the file with that row");
        assertThat(packedAfter(early)).singleElement().asString().contains("again with ?replaces=earlier-capture");
        assertThat(messages(ReadTable.csvAfter(table("Harvesting", List.of(harvest("F1", "11/01/2026"))), early)))
                .singleElement()
                .asString()
                .contains("again with ?replaces=earlier-capture");
        ReadTable again = cooled("11/02/2026", early, packed);
        assertThat(again.content()).as("a duplicate").isEqualTo(early.content());
        assertThat(messages(again)).singleElement().asString().contains("send this file again with ?replaces=");
        ReadTable corrected = ReadTable.csvCorrecting(coolings(cooling("11/02/2026")), early, packed);
        assertThat(lot(corrected)).isEqualTo(lot(harvested));
        assertThat(messages(corrected)).isEmpty();
    }

    @Test
    void joinedCoolingKeepsItsLotWhateverIsKnownNow() {
        ReadTable first = cooled("11/02/2026", harvested);
        ReadTable other = packed("L2", "F2", "11/01/2026", "11/02/2026");

        ReadTable again = cooled("11/02/2026", harvested, first, other);

        assertThat(again.content()).isEqualTo(first.content());
        assertThat(messages(again)).singleElement().asString().contains("another harvest lot");
        assertThat(lot(ReadTable.csvCorrecting(coolings(cooling("11/02/2026")), harvested, first, other)))
                .isEqualTo(lot(harvested("F2", "11/01/2026")));
    }

    @Test
    void otherFoodFarmOrCoolerIsNotJoined() {
        Map<String, String> otherFood = cooling("11/02/2026");
        otherFood.put(title("Cooling", 7), "Spinach");
        Map<String, String> otherFarm = cooling("11/02/2026");
        otherFarm.put(title("Cooling", 19), "GLN 9506000134390");
        Map<String, String> otherCooler = cooling("11/02/2026");
        otherCooler.put(title("Cooling", 11), "GLN 9506000134390");

        for (Map<String, String> row : List.of(otherFood, otherFarm, otherCooler)) {
            ReadTable read = ReadTable.csvAfter(coolings(row), harvested, packed);
            assertThat(lot(read)).isNotEqualTo(lot(harvested));
            assertThat(messages(read)).singleElement().asString().startsWith("no row of");
        }
    }

    private List<String> packedAfter(ReadTable... before) {
        return messages(ReadTable.csvAfter(
                table("Initial Packing", List.of(packing("L1", "F1", "11/01/2026", "11/02/2026"))), before));
    }

    private static ReadTable harvested(String field, String date) {
        return ReadTable.csv(table("Harvesting", List.of(harvest(field, date))));
    }

    private static ReadTable packed(String code, String field, String harvested, String cooled) {
        return ReadTable.csv(table("Initial Packing", List.of(packing(code, field, harvested, cooled))));
    }

    private static ReadTable cooled(String date, ReadTable... before) {
        return ReadTable.csvAfter(coolings(cooling(date)), before);
    }

    private static String coolings(Map<String, String> row) {
        return table("Cooling", List.of(row));
    }

    private static Map<String, String> harvest(String field, String date) {
        return row(
                "Harvesting",
                Map.of(
                        0, COOLER, 7, "Lettuce", 9, "100", 10, "bins", 11, FARM, 18, field, 20, date, 21, "Log", 22,
                        "H1"));
    }

    private static Map<String, String> cooling(String date) {
        return row(
                "Cooling",
                Map.of(
                        0, PACKER, 7, "Lettuce", 9, "100", 10, "bins", 11, COOLER, 18, date, 19, FARM, 26, "Log", 27,
                        "C1"));
    }

    private static Map<String, String> packing(String code, String field, String harvested, String cooled) {
        Map<Integer, String> cells = new HashMap<>(Map.of(0, "Lettuce", 2, cooled, 3, "100", 4, "bins", 5, FARM));
        cells.putAll(Map.of(12, field, 16, harvested, 17, COOLER, 24, cooled, 25, code));
        cells.putAll(Map.of(32, "90", 33, "cases", 34, PACKER, 42, "11/05/2026"));
        return row("Initial Packing", cells);
    }

    private static Map<String, String> row(String tab, Map<Integer, String> cells) {
        Map<String, String> row = new HashMap<>();
        cells.forEach((column, text) -> row.put(title(tab, column), text));
        return row;
    }

    private static String title(String tab, int column) {
        return TabTable.title(ReadTable.tab(tab).columns().get(column));
    }

    private static String lot(ReadTable read) {
        return texts(read, "/quantityList/0/epcClass").get(0);
    }

    private static List<String> messages(ReadTable read) {
        List<String> messages = new ArrayList<>();
        read.events.forEach(event -> Objects.requireNonNull(event.source()).warnings().stream()
                .filter(warning -> warning.rule().equals("harvest"))
                .map(Violation::message)
                .forEach(messages::add));
        return messages;
    }
}
