package io.lotledger.intake.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.intake.fda.FdaTables;
import io.lotledger.intake.x12.element.ProductCodeForm;
import io.lotledger.intake.x12.element.X12Settings;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileJsonTest {

    @Test
    void aProfileIsReadBackAsItWasWritten() {
        PartnerProfile profile = read("""
                {"name": "Fresh Farms",
                 "x12": {"senders": ["ZZ:FRESHFARMS", "08:925411006"], "time_zone": "America/Chicago",
                         "levels": {"V": "I"}, "product_qualifiers": ["UP", "XX"], "without_check_digit": ["XX"],
                         "lot_qualifiers": ["LT"], "lot_references": ["ZZ"], "sscc_qualifiers": ["GM"],
                         "units": {"ZX": "XCR"}, "products": {"VN:4711": "10860009999920"},
                         "places": {"92:DC14": "0860008888884"}, "lot_required": false},
                 "columns": {"Pick Date": "Harvest Date (mm/dd/yyyy)"}}
                """);

        assertThat(profile.x12().productQualifiers())
                .containsExactly(
                        Map.entry("UP", ProductCodeForm.GTIN), Map.entry("XX", ProductCodeForm.WITHOUT_CHECK_DIGIT));
        assertThat(read(ProfileJson.write(profile).toString())).isEqualTo(profile);
    }

    @Test
    void whatIsNotSentIsUsual() {
        PartnerProfile profile = read("{\"name\": \"Fresh Farms\"}");

        assertThat(profile.x12()).isEqualTo(X12Settings.USUAL);
        assertThat(read(ProfileJson.write(profile).toString())).isEqualTo(profile);
    }

    @Test
    void whatIsNoProfileIsRefusedByName() {
        assertThat(faults("[]")).containsExactly("$");
        assertThat(faults("{")).containsExactly("$");
        assertThat(faults("")).containsExactly("$");
        assertThat(faults("{\"name\": \"a\", \"x12\": {\"lot_qualifiers\": [\"LT\", \"LT\", \"toolong\", 4]}}"))
                .containsExactly("$.x12.lot_qualifiers[1]", "$.x12.lot_qualifiers[2]", "$.x12.lot_qualifiers[3]");
        assertThat(faults("{\"name\": \"a\", \"columns\": {\"Date\": \"Harvest Dat\"}}"))
                .containsExactly("$.columns.Date");
    }

    /** No database keeps them. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\\u0000", "a\\nb"})
    void namesAreTextsAsValuesAre(String name) {
        assertThat(faults("{\"name\": \"a\", \"columns\": {\"" + name + "\": \"Harvest Date (mm/dd/yyyy)\"}}"))
                .containsExactly("$.columns");
        assertThat(faults(
                        "{\"name\": \"a\", \"x12\": {\"products\": {\"VN:" + name + "\\u0001\": \"10860009999920\"}}}"))
                .containsExactly("$.x12.products");
        assertThat(faults("{\"name\": \"a\", \"x12\": {\"" + name + "\": 1}}")).containsExactly("$.x12");
        assertThat(faults("{\"name\": \"" + name + "\"}")).containsExactly("$.name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\ud800", "\\udc00a"})
    void namesAreWholeCharacters(String name) {
        assertThat(faults("{\"name\": \"a\", \"columns\": {\"" + name + "\": \"Harvest Date (mm/dd/yyyy)\"}}"))
                .containsExactly("$");
        assertThat(faults("{\"name\": \"" + name + "\"}")).containsExactly("$.name");
    }

    @Test
    void aNameIsNoLongerThanAValue() {
        assertThat(faults(
                        "{\"name\": \"a\", \"columns\": {\"" + "a".repeat(201) + "\": \"Harvest Date (mm/dd/yyyy)\"}}"))
                .containsExactly("$.columns");
    }

    @Test
    void aPartnersOwnHeadingIsReadAsFdas() {
        String heading = String.join(
                ",",
                FdaTables.headings().stream()
                        .limit(24)
                        .map(title -> '"'
                                + title.replace("Harvest Date (mm/dd/yyyy)", "Pick Date")
                                        .replace("\"", "\"\"")
                                + '"')
                        .toList());
        byte[] csv = (heading + "\n" + "Farm,".repeat(23) + "Farm\n").getBytes(UTF_8);

        assertThatThrownBy(() -> read(FdaTables.csv(), csv))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("Harvest Date");
        assertThatCode(() -> read(FdaTables.csv().withHeadings(Map.of("PICK date", "Harvest Date (mm/dd/yyyy)")), csv))
                .doesNotThrowAnyException();
    }

    private static void read(FdaTables tables, byte[] csv) {
        DocumentSink sink = new DocumentSink() {
            @Override
            public void event(SentEvent event) {}

            @Override
            public void masterData(SentMasterData element) {}
        };
        tables.read(
                new DocumentBody(new UUID(1, 2), List.of(), new ByteArrayInputStream(csv), null, ReadingLimits.DEFAULT),
                sink);
    }

    private static PartnerProfile read(String json) {
        ProfileJson.Read read = ProfileJson.read(json.getBytes(UTF_8));
        assertThat(read).isInstanceOf(ProfileJson.Read.Valid.class);
        return ((ProfileJson.Read.Valid) read).profile();
    }

    private static List<String> faults(String json) {
        ProfileJson.Read read = ProfileJson.read(json.getBytes(UTF_8));
        assertThat(read).isInstanceOf(ProfileJson.Read.Invalid.class);
        return ((ProfileJson.Read.Invalid) read)
                .faults().stream().map(fault -> fault.path()).toList();
    }
}
