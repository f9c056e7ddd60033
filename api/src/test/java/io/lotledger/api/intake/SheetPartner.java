package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A partner who sends spreadsheets to an organisation of its own. */
final class SheetPartner {
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String CSV = "text/csv";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final UUID organisation;
    final ApiClient client;
    private final ApiKeys keys;
    private final URI base;
    private final String key;

    SheetPartner(LotledgerServer server) {
        this(
                server.bean(ApiKeys.class),
                server.bean(ApiKeys.class).organisation("Sheets " + UUID.randomUUID()),
                server.baseUrl());
    }

    private SheetPartner(ApiKeys keys, UUID organisation, URI base, Role... more) {
        this.keys = keys;
        this.organisation = organisation;
        this.base = base;
        Set<Role> roles = EnumSet.of(Role.CAPTURE, Role.QUERY, Role.EXPORT);
        roles.addAll(List.of(more));
        key = keys.create(organisation, "sheets", roles);
        client = new ApiClient(base, key);
    }

    /** Another key of the same organisation. */
    SheetPartner colleague(Role... more) {
        return new SheetPartner(keys, organisation, base, more);
    }

    /** A client with the role of an administrator of the same organisation. */
    ApiClient admin() {
        return new ApiClient(base, keys.create(organisation, "admin", Set.of(Role.ADMIN)));
    }

    /** @param json missing where the answer is none, such as a 997 */
    record Answer(int status, JsonNode json, String text) {}

    Answer post(String path, String contentType, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve("/epcis/api/2.0" + path))
                .header("X-API-Key", key)
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) request.headers(headers);
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String text = new String(response.body(), UTF_8);
            boolean isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(response.statusCode(), isJson ? JSON.readTree(text) : JSON.missingNode(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Captures a document that must be accepted whole. */
    JsonNode capture(String contentType, byte[] body) {
        Answer answer = post("/capture", contentType, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.json().path("batchStatus").asString())
                .as(answer.text())
                .isEqualTo("ACCEPTED");
        return answer.json();
    }

    /** The job, once its events are in the tables. */
    JsonNode projected(JsonNode job) {
        String captureID = job.path("captureID").asString();
        await().until(() ->
                client.captureJob(captureID).body().path("projected").asBoolean());
        return job;
    }

    /** The workbook of the lot with this code, once it is delivered. */
    byte[] workbookOfCode(String code) {
        JsonNode lots = await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("/lots?tlc=" + code).body().path("lots"), found -> found.size() == 1);
        return workbookOfId(lots.get(0).path("lot_id").asString());
    }

    /** The workbook of a lot, once it is delivered. */
    byte[] workbook(String lotUri) {
        return workbookOfId(ShortUuid.encode(LotKey.of(lotUri).orElseThrow().idIn(organisation)));
    }

    private byte[] workbookOfId(String lot) {
        ApiClient.Answer delivered = await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("/lots/" + lot + "/fda-export"), answer -> answer.status() == 200);
        return ApiClient.fetch(delivered.text("signed_download_url")).response().body();
    }

    /** The cells of FDA's tabs as text: the headings, then the rows in an order of their own. */
    static Map<String, List<List<String>>> tabs(byte[] workbook) {
        try (XSSFWorkbook read = new XSSFWorkbook(new ByteArrayInputStream(workbook))) {
            Map<String, List<List<String>>> tabs = new LinkedHashMap<>();
            for (Tab<?> tab : FdaTemplate.TABS) {
                List<List<String>> rows = new ArrayList<>();
                Sheet sheet = read.getSheet(tab.name());
                for (Row row : sheet) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 0; column < tab.columns().size(); column++) {
                        cells.add(
                                row.getCell(column) == null
                                        ? ""
                                        : row.getCell(column).getStringCellValue());
                    }
                    rows.add(cells);
                }
                rows.sort((a, b) -> String.join("\u001f", a).compareTo(String.join("\u001f", b)));
                tabs.put(tab.name(), rows);
            }
            return tabs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A workbook with tabs of FDA's headings and these rows, cells by heading's title. */
    static byte[] workbookOf(Map<String, List<Map<String, String>>> rowsByTab) {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            rowsByTab.forEach((name, rows) -> {
                Tab<?> tab = tab(name);
                Sheet sheet = workbook.createSheet(name);
                Row head = sheet.createRow(0);
                for (int i = 0; i < tab.columns().size(); i++) {
                    head.createCell(i).setCellValue(tab.columns().get(i).heading());
                }
                for (int r = 0; r < rows.size(); r++) {
                    assertThat(tab.columns().stream()
                                    .map(column -> column.title().replace(" (mm/dd/yyyy)", "")))
                            .containsAll(rows.get(r).keySet());
                    Row row = sheet.createRow(r + 1);
                    for (int i = 0; i < tab.columns().size(); i++) {
                        String value =
                                rows.get(r).get(tab.columns().get(i).title().replace(" (mm/dd/yyyy)", ""));
                        if (value != null) row.createCell(i).setCellValue(value);
                    }
                }
            });
            workbook.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Tab<?> tab(String name) {
        return FdaTemplate.TABS.stream()
                .filter(tab -> tab.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
