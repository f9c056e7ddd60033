package io.lotledger.api.intake;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileMediaTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'PK\u0003\u0004'         | tab.csv     | text/csv                 | " + SheetPartner.XLSX,
                "ISA*00*                  | ship.txt    | text/plain               | application/edi-x12",
                "ISA,Quantity             | lots.csv    | text/csv                 | text/csv",
                "ISABELLA,Quantity        | lots.csv    | text/csv                 | text/csv",
                "' \n{\"type\":'           | events.csv  | application/vnd.ms-excel | application/ld+json",
                "<?xml                    | events      |                          | application/xml",
                "Traceability Lot Code,   | ship.csv    | application/vnd.ms-excel | text/csv",
                "Traceability Lot Code;   | SHIP.TXT    | text/plain               | text/csv",
                "Traceability Lot Code    | ship        | text/csv; header=present | text/csv",
                "not a zip                | ship.xlsx   |                          | " + SheetPartner.XLSX,
                "MZ                       | setup.exe   | application/x-msdownload | ",
                "words                    | ship        | text/plain               | ",
            })
    void formatIsFoundByContentThenNameThenType(
            String head, String name, @Nullable String declared, @Nullable String expected) {
        assertThat(FileMediaType.of(head.getBytes(UTF_8), name, declared)).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void byteOrderMarkDoesNotHideTheBeginning() {
        assertThat(FileMediaType.of("\ufeff<EPCISDocument".getBytes(UTF_16LE), "a", null))
                .contains("application/xml");
        assertThat(FileMediaType.of("\ufeff{".getBytes(UTF_8), "a", null)).contains("application/ld+json");
        assertThat(FileMediaType.of("\ufeffLot".getBytes(UTF_8), "a.csv", null)).contains("text/csv");
    }
}
