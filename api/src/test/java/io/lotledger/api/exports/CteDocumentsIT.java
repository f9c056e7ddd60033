package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The seven critical tracking events as documents, each posted over HTTP and found on its tab with every KDE it carries:
 * documents of our own always, and GS1 US's where the corpus is present. Places and products get a name by a document of
 * master data, so that a cell tells which one it describes.
 */
class CteDocumentsIT {
    private static final Path OURS = Path.of("src/test/resources/cte");
    private static final Pattern PLACE = Pattern.compile("/41[47]/(\\d{13})");
    private static final Pattern PRODUCT = Pattern.compile("/01/(\\d{14})/10/");

    private final LotledgerServer server = server();

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @ParameterizedTest
    @MethodSource
    void documentOfOurOwnIsOnItsTabWithItsKdes(Expected expected) throws Exception {
        check(OURS.resolve(expected.file()), expected);
    }

    @ParameterizedTest
    @MethodSource
    void documentOfGs1UsIsOnItsTabWithItsKdes(Expected expected) throws Exception {
        Path corpus = corpus();
        assumeTrue(Files.isDirectory(corpus), "skipped: no corpus");
        check(corpus.resolve(expected.file()), expected);
    }

    static Stream<Expected> documentOfOurOwnIsOnItsTabWithItsKdes() {
        String packed = "(01)19521101006107(10)SPN-0414A";
        String packedLink = "https://id.gs1.org/01/19521101006107/10/SPN-0414A";
        return Stream.of(
                new Expected("harvest.jsonld", "https://id.gs1.org/01/09521101006001/10/SPN-0412", "Harvesting", 1)
                        .with("A", "Place 9521101000429", "H", "Food 09521101006001", "J", "18000", "K", "pounds")
                        .with(
                                "L",
                                "Place 9521101000405",
                                "U",
                                "04/12/2026",
                                "V",
                                "Production Order",
                                "W",
                                "HARVEST-0412"),
                new Expected("cooling.jsonld", "https://id.gs1.org/01/09521101006001/10/SPN-0412", "Cooling", 1)
                        .with("A", "Place 9521101000429", "H", "Food 09521101006001", "J", "18000", "K", "pounds")
                        .with("L", "Place 9521101000412", "S", "04/12/2026", "T", "Place 9521101000405")
                        .with("AA", "Receiving Advice", "AB", "861-5501"),
                new Expected("initial-packing.jsonld", packedLink, "Initial Packing", 1)
                        .with("A", "Food 09521101006001", "C", "04/12/2026", "D", "18000", "E", "pounds")
                        .with("F", "Place 9521101000405", "O", "Place 9521101000405", "Q", "04/12/2026")
                        .with("R", "Place 9521101000429", "Y", "04/12/2026", "Z", packed, "AG", "600", "AH", "cases")
                        .with("AI", "Place 9521101000429", "AP", packedLink, "AQ", "04/14/2026")
                        .with("AR", "Production Order", "AS", "PACK-0414-7"),
                new Expected(
                                "first-land-based-receiving.jsonld",
                                "https://id.gs1.org/01/09521101006209/10/MAHI-0303",
                                "First Land-Based Receiving",
                                1)
                        .with("A", "(01)09521101006209(10)MAHI-0303", "B", "MAHI-MAHI", "I", "950", "J", "pounds")
                        .with("K", "02/26/2026", "L", "03/01/2026", "M", "31; 41.1", "N", "Place 9521101000450")
                        .with("U", "https://id.gs1.org/01/09521101006209/10/MAHI-0303", "V", "03/03/2026")
                        .with("W", "Certificate", "X", "cert-88")
                        .with("Y", "Receiving Advice; Purchase Order", "Z", "861-88; 850-88"),
                new Expected("shipping.jsonld", packedLink, "Shipping", 1)
                        .with("A", packed, "B", "30", "C", "cases", "D", "Food 19521101006107")
                        .with("J", "Place 9521101000436", "Q", "Place 9521101000429", "X", "04/15/2026")
                        .with("Y", "Place 9521101000429", "AF", packedLink)
                        .with(
                                "AG",
                                "Advance Shipping Notice",
                                "AH",
                                "856-3310",
                                "AI",
                                "Bill of Lading",
                                "AJ",
                                "211-3311"),
                new Expected("shipping.jsonld", "https://id.gs1.org/01/19521101006107/10/SPN-0414B", "Shipping", 1)
                        .with("A", "(01)19521101006107(10)SPN-0414B", "B", "20", "C", "cases")
                        .with("Y", "", "AF", ""), // first seen at shipping: nobody sent a reference
                new Expected("receiving.jsonld", packedLink, "Receiving", 1)
                        .with("A", packed, "B", "600", "C", "cases", "J", "Place 9521101000429")
                        .with("Q", "Place 9521101000436", "X", "04/16/2026", "Y", "Place 9521101000429")
                        .with("AF", packedLink, "AG", "Receiving Advice", "AH", "861-7781"),
                new Expected(
                                "transformation.jsonld",
                                "https://id.gs1.org/01/19521101006305/10/BWL-0420",
                                "Transformation",
                                2)
                        .with("A", packed, "B", "Food 19521101006107", "H", "90", "I", "cases")
                        .with("J", "(01)19521101006305(10)BWL-0420", "K", "Place 9521101000467", "S", "04/20/2026")
                        .with("R", "https://id.gs1.org/01/19521101006305/10/BWL-0420", "Z", "1500", "AA", "cases")
                        .with("AB", "Production Order", "AC", "BATCH-0420"));
    }

    static Stream<Expected> documentOfGs1UsIsOnItsTabWithItsKdes() {
        String raw = "https://id.gs1.org/01/00860009999923/10/ABC1234";
        String packed = "(01)10860009999920(10)ABC1234";
        String packedLink = "https://id.gs1.org/01/10860009999920/10/ABC1234";
        return Stream.of(
                new Expected("harvest-cte.jsonld", raw, "Harvesting", 1)
                        .with("A", "Place 0860009999992", "H", "Food 00860009999923", "J", "25000", "K", "pounds")
                        .with("L", "Place 0860009999060", "U", "04/17/2026")
                        .with("V", "Production Order", "W", "HARVEST-2026-0417"),
                new Expected("cooling-cte.jsonld", raw, "Cooling", 1)
                        .with("A", "Place 0860009999992", "J", "25000", "K", "pounds", "L", "Place 0860009999077")
                        .with("S", "04/16/2026", "T", "Place 0860009999060")
                        .with("AA", "Receiving Advice", "AB", "861-100037169"),
                new Expected("initial-packing-cte.jsonld", packedLink, "Initial Packing", 1)
                        .with("A", "Food 00860009999923", "C", "04/17/2026", "D", "25000", "E", "pounds")
                        .with("F", "Place 0860009999060", "O", "Place 0860009999060", "Q", "04/17/2026")
                        .with("R", "Place 0860009999992", "Y", "04/17/2026", "Z", packed, "AG", "500", "AH", "cases")
                        .with("AI", "Place 0860009999992", "AP", packedLink, "AQ", "04/18/2026")
                        .with("AR", "Production Order", "AS", "PACK-20260418-042"),
                new Expected(
                                "first-land-based-receiver-cte.jsonld",
                                "https://id.gs1.org/01/00860009997004/10/SWF-2026-0223",
                                "First Land-Based Receiving",
                                1)
                        .with("A", "(01)00860009997004(10)SWF-2026-0223", "B", "SWORDFISH", "I", "1000", "J", "pounds")
                        .with("K", "02/16/2026", "L", "02/18/2026", "M", "21.4R; 27.14.a", "N", "Place 0860009997004")
                        .with("V", "02/23/2026", "W", "Certificate", "X", "cert-100037169")
                        .with("Y", "Receiving Advice; Purchase Order", "Z", "861-100037169; 850-100037169"),
                new Expected("shipping-cte.jsonld", packedLink, "Shipping", 1)
                        .with(
                                "A",
                                packed,
                                "B",
                                "25",
                                "C",
                                "cases",
                                "J",
                                "Place 0860009998001",
                                "Q",
                                "Place 0860009999992")
                        .with("X", "04/19/2026", "Y", "Place 0860009999992", "AF", packedLink)
                        .with("AG", "Advance Shipping Notice", "AH", "856-100037169")
                        .with("AI", "Bill of Lading", "AJ", "211-101037170"),
                new Expected("receiving-cte.jsonld", packedLink, "Receiving", 1)
                        .with(
                                "A",
                                packed,
                                "B",
                                "500",
                                "C",
                                "cases",
                                "J",
                                "Place 0860009999992",
                                "Q",
                                "Place 0860009998001")
                        .with("X", "04/20/2026", "Y", "Place 0860009999992", "AF", packedLink)
                        .with("AG", "Receiving Advice", "AH", "861-100037169"),
                new Expected(
                                "transformation-cte.jsonld",
                                "https://id.gs1.org/01/10860009998039/10/SALAD-20260420-A",
                                "Transformation",
                                2)
                        .with("A", packed, "H", "100", "I", "cases", "J", "(01)10860009998039(10)SALAD-20260420-A")
                        .with("K", "Place 0860009998018", "S", "04/20/2026", "Z", "2000", "AA", "cases")
                        .with("AB", "Production Order", "AC", "BATCH-20260420-A"));
    }

    private void check(Path document, Expected expected) throws IOException {
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation(expected.file() + " " + UUID.randomUUID());
        ApiClient client =
                new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.EXPORT)));
        String events = Files.readString(document);
        capture(client, masterDataFor(events));
        capture(client, events);

        try (Workbook workbook = ExportedWorkbook.of(client, organisation, expected.lot())) {
            List<Map<String, String>> rows = rows(workbook, expected.tab());
            assertThat(rows).hasSize(expected.rows());
            assertThat(rows).anySatisfy(row -> assertThat(row).containsAllEntriesOf(expected.cells()));
        }
    }

    private static void capture(ApiClient client, String document) {
        Answer posted = client.capture(document);
        assertThat(posted.status()).as(posted.toString()).isEqualTo(202);
        Answer job = client.captureJob(posted.text("captureID"));
        assertThat(job.body().path("success").asBoolean()).as(job.toString()).isTrue();
    }

    private static List<Map<String, String>> rows(Workbook workbook, String tab) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Row row : workbook.getSheet(tab)) {
            if (row.getRowNum() == 0) continue;
            Map<String, String> cells = new LinkedHashMap<>();
            for (Cell cell : row)
                cells.put(CellReference.convertNumToColString(cell.getColumnIndex()), cell.getStringCellValue());
            rows.add(cells);
        }
        return rows;
    }

    private static String masterDataFor(String events) {
        List<String> places = new ArrayList<>();
        for (String gln : found(PLACE, events))
            places.add(element("https://id.gs1.org/414/" + gln, "name", "Place " + gln));
        List<String> products = new ArrayList<>();
        for (String gtin : found(PRODUCT, events)) products.add("""
                    {"id": "https://id.gs1.org/01/%s", "attributes": [
                      {"id": "cbvmda:productName", "attribute": "Food %s"}, {"id": "cbvmda:commodity", "attribute": "Food %s"}]}""".formatted(gtin, gtin, gtin));
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z",
                 "epcisHeader": {"epcisMasterData": {"vocabularyList": [
                   {"type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [%s]},
                   {"type": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [%s]}]}},
                 "epcisBody": {"eventList": []}}""".formatted(String.join(",", places), String.join(",", products));
    }

    private static String element(String id, String attribute, String value) {
        return """
                {"id": "%s", "attributes": [{"id": "cbvmda:%s", "attribute": "%s"}]}""".formatted(id, attribute, value);
    }

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }

    private static Path corpus() {
        return Path.of("../../shared/fsma204/gs1us-cte");
    }

    /** @param cells column letter to text, of one row of the tab */
    record Expected(String file, String lot, String tab, int rows, Map<String, String> cells) {
        Expected(String file, String lot, String tab, int rows) {
            this(file, lot, tab, rows, new LinkedHashMap<>());
        }

        Expected with(String... columnsAndTexts) {
            Map<String, String> more = new LinkedHashMap<>(cells);
            for (int i = 0; i < columnsAndTexts.length; i += 2) more.put(columnsAndTexts[i], columnsAndTexts[i + 1]);
            return new Expected(file, lot, tab, rows, more);
        }

        @Override
        public String toString() {
            return file + " on " + tab + ", lot " + lot;
        }
    }
}
