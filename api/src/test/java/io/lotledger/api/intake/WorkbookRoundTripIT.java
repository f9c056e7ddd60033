package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** The law of the intake: a lot's workbook, posted into an empty ledger and exported again, has the same FDA tabs. */
class WorkbookRoundTripIT {
    private static final List<String> SAMPLES = List.of(
            "samples/1-farms-and-cooler.jsonld",
            "samples/2-packer.jsonld",
            "samples/3-landing-and-processor.jsonld",
            "samples/4-distribution-and-stores.jsonld");

    /** FDA's tabs without a lot code or anything else that leads to one. */
    private static final Set<String> WITHOUT_LOT =
            Set.of("Farm Purchase by RFE or Rest.", "Ad-hoc RFE or Rest. Purchase", "Farm to School or Institution");

    /** Of lots with a code. Before initial packing a lot has none, so nothing asks for it by the same name again. */
    private static final Set<String> PACKED =
            Set.of("first-land-based-receiving.jsonld", "receiving.jsonld", "shipping.jsonld", "transformation.jsonld");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://id.gs1.org/01/19521101004004/10/HFK308-2",
                "https://id.gs1.org/01/19521101003083/10/BOWL-8"
            })
    void workbookComesBackCellForCell(String lot) throws IOException {
        List<String> documents = lot.endsWith("BOWL-8") ? List.of("workbook/variants.jsonld") : SAMPLES;
        SheetPartner first = new SheetPartner(LotledgerServer.shared());
        for (String document : documents) {
            first.capture(
                    "application/ld+json",
                    new ClassPathResource(document).getContentAsString(UTF_8).getBytes(UTF_8));
        }

        comesBack(first.workbook(lot), lot, 5);
    }

    @ParameterizedTest
    @MethodSource
    void workbookOfOneEventComesBackCellForCell(Path document) throws IOException {
        String text = Files.readString(document);
        SheetPartner first = new SheetPartner(LotledgerServer.shared());
        first.capture("application/ld+json", text.getBytes(UTF_8));
        Matcher lots =
                Pattern.compile("https://id\\.gs1\\.org/01/\\d{14}/10/[^\"]+").matcher(text);
        Set<String> all = new TreeSet<>();
        while (lots.find()) all.add(lots.group());

        for (String lot : all) comesBack(first.workbook(lot), lot, 0);
    }

    static Stream<Path> workbookOfOneEventComesBackCellForCell() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/cte"))) {
            return files.filter(file -> PACKED.contains(file.getFileName().toString())).sorted().toList().stream();
        }
    }

    @Test
    void generatedChainComesBackCellForCellInAnyOrderOfRows() {
        for (int seed = 0; seed < Effort.of(1, 20); seed++) {
            GeneratedSheets chain = new GeneratedSheets(seed);
            SheetPartner first = new SheetPartner(LotledgerServer.shared());
            first.capture(SheetPartner.XLSX, SheetPartner.workbookOf(chain.rows()));
            byte[] exported = first.workbookOfCode(chain.lastCode());
            SheetPartner second = new SheetPartner(LotledgerServer.shared());
            second.capture(SheetPartner.XLSX, exported);
            SheetPartner third = new SheetPartner(LotledgerServer.shared());
            third.capture(SheetPartner.XLSX, SheetPartner.workbookOf(chain.shuffled()));

            Map<String, List<List<String>>> tabs = SheetPartner.tabs(exported);
            chain.rows()
                    .forEach((tab, rows) -> assertThat(tabs.get(tab)).as(tab).hasSize(rows.size() + 1));
            assertThat(SheetPartner.tabs(second.workbookOfCode(chain.lastCode())))
                    .as("seed " + seed)
                    .isEqualTo(tabs);
            assertThat(SheetPartner.tabs(third.workbookOfCode(chain.lastCode())))
                    .as("permuted, seed " + seed)
                    .isEqualTo(tabs);
        }
    }

    @Test
    void harvestOfUnknownFoodComesBackCellForCell() {
        String lot = "https://id.gs1.org/01/09506000134352/10/A1";
        SheetPartner first = new SheetPartner(LotledgerServer.shared());
        first.capture("application/ld+json", """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                  {"lotledger": "urn:lotledger:fsma204#"}], "type": "EPCISDocument", "schemaVersion": "2.0",
                 "creationDate": "2026-11-27T00:00:00Z", "epcisBody": {"eventList": [
                 {"type": "ObjectEvent", "action": "ADD", "bizStep": "creating_class_instance",
                  "lotledger:cte": "harvesting", "eventTime": "2026-11-01T00:00:00Z", "eventTimeZoneOffset": "+00:00",
                  "quantityList": [{"epcClass": "https://id.gs1.org/01/09506000134369/10/H1", "quantity": 400,
                    "uom": "LBR"}], "readPoint": {"id": "https://id.gs1.org/414/0860009770017"}},
                 {"type": "TransformationEvent", "bizStep": "creating_class_instance", "lotledger:cte": "initialPacking",
                  "eventTime": "2026-11-03T00:00:00Z", "eventTimeZoneOffset": "+00:00",
                  "inputQuantityList": [{"epcClass": "https://id.gs1.org/01/09506000134369/10/H1", "quantity": 400,
                    "uom": "LBR"}],
                  "outputQuantityList": [{"epcClass": "%s", "quantity": 30, "uom": "XCS"}],
                  "readPoint": {"id": "https://id.gs1.org/414/0860009770024"}}]}}
                """.formatted(lot).getBytes(UTF_8));

        byte[] workbook = first.workbook(lot);

        assertThat(SheetPartner.tabs(workbook).get("Harvesting"))
                .hasSize(2)
                .anySatisfy(row -> assertThat(row.subList(7, 9)).containsExactly("GTIN 09506000134369", ""));
        comesBack(workbook, lot, 2);
    }

    @Test
    void lotsOfOneDeliveryAndOfOneTransformationComeBackAndTheirInputsCountOnce() {
        SheetPartner first = new SheetPartner(LotledgerServer.shared());
        first.capture(SheetPartner.XLSX, SheetPartner.workbookOf(dividedLots()));
        SheetPartner second = new SheetPartner(LotledgerServer.shared());
        byte[] exported = first.workbookOfCode("O1");
        second.capture(SheetPartner.XLSX, exported);

        assertThat(SheetPartner.tabs(second.workbookOfCode("O1")))
                .usingRecursiveComparison()
                .isEqualTo(SheetPartner.tabs(exported));
        assertThat(SheetPartner.tabs(first.workbookOfCode("O2")).get("Harvesting"))
                .as("heading, and the harvest behind the lot whose event has no inputs of its own")
                .hasSize(2);
        for (SheetPartner partner : List.of(first, second)) {
            assertThat(consumed(partner, "q=Harvest"))
                    .as("400 packed as A1 and A2")
                    .containsExactly("400");
            assertThat(consumed(partner, "tlc=A1")).as("25 made into O1 and O2").containsExactly("25");
        }
    }

    /** A harvest packed as two lots, and one of these made into two lots with references of their own. */
    private static Map<String, List<Map<String, String>>> dividedLots() {
        Map<String, List<Map<String, String>>> rows = new TreeMap<>();
        Map<String, String> harvest = cells(
                "Harvesting",
                Map.of(0, "Packer", 3, "Salinas", 7, "Lettuce", 9, "400", 10, "pounds", 11, "Farm"),
                Map.of(18, "Field 7", 19, "n/a", 20, "11/01/2026", 21, "Harvest Log", 22, "H1"));
        rows.put("Harvesting", List.of(harvest));
        rows.put(
                "Initial Packing",
                Stream.of("A1", "A2")
                        .map(code -> cells(
                                "Initial Packing",
                                Map.of(0, "Lettuce", 2, "11/02/2026", 3, "400", 4, "pounds", 5, "Farm", 12, "Field 7"),
                                Map.of(13, "n/a", 16, "11/01/2026", 25, code, 26, "Hearts", 32, "30", 33, "cases"),
                                Map.of(34, "Packer", 37, "Salinas", 42, "11/03/2026", 43, "Log", 44, "P1")))
                        .toList());
        rows.put(
                "Transformation",
                Stream.of("O1", "O2")
                        .map(code -> cells(
                                "Transformation",
                                Map.of(0, "A1", 1, "Hearts", 7, "25", 8, "cases", 9, code, 10, "Kitchen"),
                                Map.of(17, "FFRN:" + code, 18, "11/08/2026", 19, "Salad", 25, "20", 26, "each"),
                                Map.of(27, "Batch Log", 28, "1")))
                        .toList());
        return rows;
    }

    @SafeVarargs
    private static Map<String, String> cells(String tab, Map<Integer, String>... byColumn) {
        Map<String, String> row = new TreeMap<>();
        for (Map<Integer, String> some : byColumn) {
            some.forEach((column, text) ->
                    row.put(SheetPartner.tab(tab).columns().get(column).title().replace(" (mm/dd/yyyy)", ""), text));
        }
        return row;
    }

    private static List<String> consumed(SheetPartner partner, String query) {
        List<String> consumed = new ArrayList<>();
        partner.client
                .get("/lots?" + query)
                .body()
                .path("lots")
                .forEach(lot -> partner.client
                        .get("/lots/" + lot.path("lot_id").asString() + "/mass-balance")
                        .body()
                        .path("balances")
                        .forEach(
                                balance -> consumed.add(balance.path("consumed").asString())));
        return consumed;
    }

    /** @param filledTabs how many tabs must have rows at least, so that the law says something */
    private static void comesBack(byte[] workbook, String lot, int filledTabs) {
        SheetPartner second = new SheetPartner(LotledgerServer.shared());
        second.capture(SheetPartner.XLSX, workbook);

        Map<String, List<List<String>>> before = SheetPartner.tabs(workbook);
        Map<String, List<List<String>>> after = SheetPartner.tabs(second.workbook(lot));

        assertThat(before.values().stream().filter(rows -> rows.size() > 1)).hasSizeGreaterThanOrEqualTo(filledTabs);
        before.forEach((tab, rows) -> {
            if (!WITHOUT_LOT.contains(tab))
                assertThat(after.get(tab)).as(lot + " " + tab).isEqualTo(rows);
        });
    }

    @Test
    void gapsOfALotThatOnlyItsCodeIdentifiesStayGaps() {
        String notice = """
                ISA*00*          *00*          *ZZ*FRESHFARMS     *08*925485US00     *260601*1200*U*00401*000000001*0*P*>~
                GS*SH*FRESHFARMS*925485US00*20260601*1200*1*X*004010~
                ST*856*0001~
                BSN*00*D2*20260601*0900*0002~
                HL*1**S~
                DTM*011*20260601*0930*PT~
                N1*SF*F*UL*0860008888884~
                N1*ST*DC*UL*0860008888112~
                HL*2*1*O~
                PRF*PO1~
                HL*3*2*I~
                LIN**VN*4711*LT*Q-7~
                SN1**2.5*LB~
                SE*12*0001~
                GE*1*1~
                IEA*1*000000001~
                """;
        SheetPartner shipper = new SheetPartner(LotledgerServer.shared());
        SheetPartner other = new SheetPartner(LotledgerServer.shared());
        shipper.capture("application/edi-x12", notice.getBytes(UTF_8));

        byte[] exported = shipper.workbookOfCode("Q-7");
        other.capture(SheetPartner.XLSX, exported);

        List<List<String>> shipped = SheetPartner.tabs(exported).getOrDefault("Shipping", List.of());
        assertThat(shipped.get(0).subList(3, 8)).as("%s", shipped).containsOnly("");
        assertThat(SheetPartner.tabs(other.workbookOfCode("Q-7"))).isEqualTo(SheetPartner.tabs(exported));
    }
}
