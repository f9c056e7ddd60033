package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** The workbook of the sample chain, each cell compared with what a person reads off the samples. */
@SuppressWarnings("NullAway.Init") // set before all tests
class SampleWorkbookIT {
    private static final List<String> DOCUMENTS = List.of(
            "1-farms-and-cooler.jsonld",
            "2-packer.jsonld",
            "3-landing-and-processor.jsonld",
            "4-distribution-and-stores.jsonld");
    private static final String BOWL = "https://id.gs1.org/01/19521101004004/10/HFK308-2";

    private static XSSFWorkbook workbook;

    @BeforeAll
    static void export() throws IOException {
        LotledgerServer server = LotledgerServer.shared();
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation("Sample chain " + UUID.randomUUID());
        ApiClient client =
                new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.EXPORT)));
        for (String document : DOCUMENTS) {
            Answer posted = client.capture(new ClassPathResource("samples/" + document).getContentAsString(UTF_8));
            Answer job = client.captureJob(posted.text("captureID"));
            assertThat(job.body().path("success").asBoolean())
                    .as(job.toString())
                    .isTrue();
        }
        workbook = ExportedWorkbook.of(client, organisation, BOWL);
    }

    @AfterAll
    static void close() throws IOException {
        workbook.close();
    }

    @Test
    void introductionTellsWhatWasAskedAndWhatIsWhere() {
        expected("Introduction").isShownBy(workbook.getSheet("Introduction"), 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Harvesting",
                "Cooling",
                "Initial Packing",
                "First Land-Based Receiving",
                "Shipping",
                "Receiving",
                "Transformation",
                "Lots",
                "Who to call",
                "Lineage",
                "Mass balance",
                "Gaps",
                "Events"
            })
    void sheetReadsCellByCellAsTheSamplesSay(String sheet) {
        expected(sheet).isShownBy(workbook.getSheet(sheet), 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Initial Packing Sprouts",
                "Initial Packing from Exempt",
                "Receiving From Exempt",
                "Farm Purchase by RFE or Rest.",
                "Ad-hoc RFE or Rest. Purchase",
                "Farm to School or Institution"
            })
    void tabNoEventSpeaksOfHasItsHeadingsAndNoRow(String tab) {
        assertThat(workbook.getSheet(tab).getLastRowNum()).isZero();
    }

    @Test
    void everyCellOfFdasTabsIsText() {
        for (int tab = 2; tab < 15; tab++)
            for (Row row : workbook.getSheetAt(tab))
                for (Cell cell : row)
                    assertThat(cell.getCellType())
                            .as(cell.getAddress().toString())
                            .isEqualTo(CellType.STRING);
    }

    private static ExpectedSheet expected(String sheet) {
        return ExpectedSheet.read("/workbook/sample/" + sheet + ".txt");
    }
}
