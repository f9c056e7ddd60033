package io.lotledger.api.exports;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.UUID;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A lot's workbook as a partner gets it: asked for until it is delivered, fetched by its link, opened. */
final class ExportedWorkbook {
    private ExportedWorkbook() {}

    static XSSFWorkbook of(ApiClient client, UUID organisation, String lotUri) throws IOException {
        String lot = ShortUuid.encode(LotKey.of(lotUri).orElseThrow().idIn(organisation));
        // Until the lot is projected the answer is 404, until it is delivered 202.
        Answer delivered =
                await().until(() -> client.get("/lots/" + lot + "/fda-export"), answer -> answer.status() == 200);
        byte[] file = ApiClient.fetch(delivered.text("signed_download_url"))
                .response()
                .body();
        return new XSSFWorkbook(new ByteArrayInputStream(file));
    }
}
