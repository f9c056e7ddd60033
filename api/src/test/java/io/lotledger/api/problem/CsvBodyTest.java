package io.lotledger.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

class CsvBodyTest {
    /** Excel reads UTF-8 only behind a byte order mark. */
    @Test
    void fileIsUtf8BehindAByteOrderMark() {
        ResponseEntity<byte[]> file = CsvBody.file("a.csv", CsvBody.line("Jalapeño", "say \"hot\""));

        assertThat(file.getHeaders().getContentType()).hasToString("text/csv;charset=UTF-8");
        assertThat(file.getHeaders().getContentDisposition().getFilename()).isEqualTo("a.csv");
        assertThat(file.getBody())
                .isEqualTo("\uFEFF\"Jalapeño\",\"say \"\"hot\"\"\"\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void spreadsheetEvaluatesNoField() {
        assertThat(CsvBody.line("=1+1", "-1", "+1 555 010 0199", "@a"))
                .isEqualTo("\"'=1+1\",\"-1\",\"+1 555 010 0199\",\"'@a\"\r\n");
    }
}
