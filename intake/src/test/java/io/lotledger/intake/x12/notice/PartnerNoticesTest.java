package io.lotledger.intake.x12.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.intake.x12.element.X12Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Ship notices as suppliers' systems write them: other delimiters, other orders of levels, lots in other places. */
class PartnerNoticesTest {
    private static final String HEAD = """
            BSN*00*ASN7*20261120*1430*0001~
            HL*1**S~
            DTM*011*20261120*1015*ET~
            DTM*017*20261121~
            TD1*PLT94*2****G*800*LB~
            TD5**2*ABCD*M~
            TD3*TL**4711~
            N1*SF*Fresh Farms*UL*0860009999992~
            N1*ST*Store*UL*0860008888884~
            """;
    private static final String LETTUCE = "LIN**UK*10860009999906~\nSN1**40*CA~\n";
    private static final String BASIL = "LIN**UK*10860009999913~\nSN1**12*CA~\n";
    private static final String PALLET = "MAN*GM*00008600099990000015~\n";
    private static final String CASE = "MAN*GM*00008600099990000022~\n";

    /** The set in the envelopes of a release. */
    private static String notice(String release, char standard, String loops) {
        String set = "ST*856*0001~\n" + loops + "CTT*1~\n";
        return "ISA*00*          *00*          *ZZ*FRESHFARMS     *08*9254110060     *261120*1430*" + standard + "*"
                + release.substring(0, 5) + "*000000007*0*P*>~\n"
                + "GS*SH*FRESHFARMS*9254110060*20261120*1430*7*X*" + release + "~\n" + set
                + "SE*" + (set.lines().count() + 1) + "*0001~\nGE*1*7~\nIEA*1*000000007~\n";
    }

    private static String notice(String loops) {
        return notice("004010", 'U', HEAD + loops);
    }

    private static final String SIMPLE = "HL*2*1*O~\nPRF*PO1~\nHL*3*2*I~\n" + LETTUCE + "REF*LT*ROM-1~\n";

    @ParameterizedTest
    @CsvSource({"004010VICS, U", "005010, ^", "005010, U", "005010VICS, |", "004060, U", "005050, !"})
    void releasesHaveTheirOwnRepetitionSeparatorOrNone(String release, char standard) {
        ReadNotices read = ReadNotices.of(notice(release, standard, HEAD + SIMPLE));

        assertThat(read.errors()).isEmpty();
        assertThat(lots(read)).containsExactly("https://id.gs1.org/01/10860009999906/10/ROM-1 40 XCS");
    }

    @Test
    void delimitersAndLinesAreThoseOfTheSender() {
        String notice = notice(SIMPLE);
        for (String other : List.of(
                notice.replace("\n", ""),
                notice.replace("\n", "\r\n"),
                notice.replace("~\n", "\n"),
                notice.replace("~\n", "\r\n"),
                notice.replace("~\n", "\r"),
                notice.replace('*', '|'),
                notice.replace('*', '\u001d').replace("~\n", "\u001c").replace('>', '\u001f'),
                notice.replace("*P*>", "*P*:"),
                notice.replace('~', '\''),
                "\uFEFF" + notice,
                "\r\n\r\n " + notice,
                notice + "\r\n\u001a",
                notice + "\n\n  \n")) {
            ReadNotices read = ReadNotices.of(other);
            assertThat(read.errors()).as(other).isEmpty();
            assertThat(lots(read)).as(other).isEqualTo(lots(ReadNotices.of(notice)));
        }
    }

    @Test
    void lotOfAPackIsThatOfTheItemsInItThatNameNone() {
        String pack = "HL*2*1*O~\nPRF*PO1~\nHL*3*2*P~\n" + PALLET + "REF*LT*L-PACK~\nDTM*036*20261201~\n";

        ReadNotices read = ReadNotices.of(
                notice(pack + "HL*4*3*I~\n" + LETTUCE + "HL*5*3*I~\n" + BASIL.replace("913~", "913*LT*L-ITEM~")));

        assertThat(read.errors()).isEmpty();
        assertThat(lots(read))
                .containsExactly(
                        "https://id.gs1.org/01/10860009999906/10/L-PACK 40 XCS",
                        "https://id.gs1.org/01/10860009999913/10/L-ITEM 12 XCS");
    }

    @Test
    void nearestUnitWithALotNamesIt() {
        String loops = "HL*2*1*T~\n" + PALLET + "REF*LT*L-PALLET~\nHL*3*2*O~\nPRF*PO1~\nHL*4*3*P~\n" + CASE
                + "REF*LT*L-CASE~\nHL*5*4*I~\n" + LETTUCE + "HL*6*3*I~\n" + BASIL;

        ReadNotices read = ReadNotices.of(notice(loops));

        assertThat(read.errors()).isEmpty();
        assertThat(lots(read))
                .containsExactlyInAnyOrder(
                        "https://id.gs1.org/01/10860009999906/10/L-CASE 40 XCS",
                        "https://id.gs1.org/01/10860009999913/10/L-PALLET 12 XCS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"O T P I", "O P I", "T O I", "T O P I", "O T I", "O I T", "O I P", "T I P", "P O I"})
    void orderOfLevelsDoesNotChangeWhatIsShipped(String levels) {
        StringBuilder loops = new StringBuilder();
        int id = 2;
        String unit = PALLET;
        for (String level : levels.split(" ")) {
            loops.append("HL*" + id + "*" + (id - 1) + "*" + level + "~\n");
            id++;
            if (level.equals("O")) loops.append("PRF*PO1~\n");
            if (level.equals("I")) loops.append(LETTUCE + "REF*LT*ROM-1~\n");
            if (level.equals("T") || level.equals("P")) {
                loops.append(unit);
                unit = CASE;
            }
        }

        ReadNotices read = ReadNotices.of(notice(loops.toString()));

        assertThat(read.errors()).isEmpty();
        assertThat(lots(read)).containsExactly("https://id.gs1.org/01/10860009999906/10/ROM-1 40 XCS");
        assertThat(read.events("shipping")).singleElement().satisfies(event -> {
            assertThat(event.path("epcList")).hasSize(1);
            if (levels.contains("O")) assertThat(event.toString()).contains(":PO1\"");
        });
    }

    @Test
    void charactersOfAnotherCharsetAreNotReplacedInSilence() {
        byte[] latin = notice(SIMPLE.replace("ROM-1", "RÖM-1")).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> ReadNotices.of(latin, X12Settings.USUAL))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("charset");
    }

    @Test
    void lotsAreKeptAsWrittenOrRefusedAtTheirElement() {
        for (String lot : List.of("LOT 12", "L/1", "a+b%c", "0007", "L".repeat(20))) {
            ReadNotices read = ReadNotices.of(notice(SIMPLE.replace("ROM-1", lot)));
            assertThat(read.errors()).as(lot).isEmpty();
            assertThat(lots(read)).as(lot).hasSize(1);
        }
    }

    /** The packed or loose goods as {@code lot amount unit}. */
    private static List<String> lots(ReadNotices read) {
        return read.events().stream()
                .map(event -> event.node())
                .flatMap(event -> List.of(event.path("childQuantityList"), event.path("quantityList")).stream())
                .flatMap(list -> list.valueStream())
                .map(one -> one.path("epcClass").asString() + " " + amount(one) + " "
                        + one.path("uom").asString())
                .toList();
    }

    private static String amount(JsonNode one) {
        return one.path("quantity").decimalValue().toPlainString();
    }
}
