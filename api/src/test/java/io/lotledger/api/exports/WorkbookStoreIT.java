package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkbookStoreIT {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final WorkbookStore store = LotledgerServer.shared().bean(WorkbookStore.class);

    @TempDir
    Path directory = Path.of("");

    /** Less than a part, exactly one, and some with a short one at the end. */
    @ParameterizedTest
    @ValueSource(ints = {1, 16 << 20, (40 << 20) + 1})
    void storedFileComesBackByteForByte(int bytes) throws Exception {
        Path file = file(bytes);
        Workbook workbook =
                new Workbook("exports/test/" + bytes + ".xlsx", "lot-7.xlsx", sha256(Files.readAllBytes(file)), XLSX);

        store.put(workbook, file);

        Answer fetched = ApiClient.fetch(store.link(workbook.key()).url().toString());
        assertThat(fetched.status()).isEqualTo(200);
        assertThat(sha256(fetched.response().body())).isEqualTo(workbook.sha256());
        assertThat(fetched.header("Content-Disposition")).isEqualTo("attachment; filename=\"lot-7.xlsx\"");
        assertThat(fetched.header("Content-Type"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }

    @Test
    void storingAgainWritesOver() throws Exception {
        Path first = file(1000);
        Path second = file(2000);

        store.put(new Workbook("exports/test/again.xlsx", "a.xlsx", sha256(Files.readAllBytes(first)), XLSX), first);
        store.put(new Workbook("exports/test/again.xlsx", "a.xlsx", sha256(Files.readAllBytes(second)), XLSX), second);

        assertThat(ApiClient.fetch(store.link("exports/test/again.xlsx").url().toString())
                        .response()
                        .body())
                .hasSize(2000);
    }

    @Test
    void removedFileIsGoneAndRemovingItAgainIsNoError() throws Exception {
        Path file = file(10);
        store.put(new Workbook("exports/test/gone.xlsx", "a.xlsx", sha256(Files.readAllBytes(file)), XLSX), file);

        store.remove("exports/test/gone.xlsx");
        store.remove("exports/test/gone.xlsx");

        assertThat(ApiClient.fetch(store.link("exports/test/gone.xlsx").url().toString())
                        .status())
                .isEqualTo(404);
    }

    private Path file(int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(directory.resolve(bytes + ".xlsx"), content);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
