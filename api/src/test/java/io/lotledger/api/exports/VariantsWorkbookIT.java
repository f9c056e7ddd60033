package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** The tabs the sample chain leaves empty: a kitchen's bowl of sprouts, of food from exempt persons, and of three kinds of purchase. */
@SuppressWarnings("NullAway.Init") // set before all tests
class VariantsWorkbookIT {
    private static XSSFWorkbook workbook;

    @BeforeAll
    static void export() throws IOException {
        LotledgerServer server = LotledgerServer.shared();
        ApiKeys keys = server.bean(ApiKeys.class);
        UUID organisation = keys.organisation("Variants " + UUID.randomUUID());
        ApiClient client =
                new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.EXPORT)));
        Answer posted = client.capture(new ClassPathResource("workbook/variants.jsonld").getContentAsString(UTF_8));
        Answer job = client.captureJob(posted.text("captureID"));
        assertThat(job.body().path("success").asBoolean()).as(job.toString()).isTrue();
        workbook = ExportedWorkbook.of(client, organisation, "https://id.gs1.org/01/19521101003083/10/BOWL-8");
    }

    @AfterAll
    static void close() throws IOException {
        workbook.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Initial Packing",
                "Initial Packing Sprouts",
                "Initial Packing from Exempt",
                "Receiving",
                "Receiving From Exempt",
                "Transformation",
                "Farm Purchase by RFE or Rest.",
                "Ad-hoc RFE or Rest. Purchase",
                "Farm to School or Institution",
                "Who to call",
                "Mass balance",
                "Gaps"
            })
    void sheetReadsCellByCellAsTheEventsSay(String sheet) {
        ExpectedSheet.read("/workbook/variants/" + sheet + ".txt").isShownBy(workbook.getSheet(sheet), 1);
    }
}
