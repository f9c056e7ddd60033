package io.lotledger.ingest.epcis.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitalLinkUrnTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epc:class:lgtin:4012345.012345.Lot987",
                "urn:epc:id:sgtin:4012345.012345.7",
                "urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()",
                "urn:epc:idpat:sgtin:4012345.012345.*",
                "urn:epc:id:sscc:4012345.0000000111",
                "urn:epc:id:sgln:4012345.00005.0",
                "urn:epc:id:sgln:4012345.00005.bay7",
                "urn:epc:id:pgln:4000001.00000",
                "urn:epc:id:grai:4012345.00022.334455",
                "urn:epc:idpat:grai:4012345.00022.*",
                "urn:epc:id:giai:4000001.111",
                "urn:epc:id:gsrn:4012345.9876540000",
                "urn:epc:id:gsrnp:4012345.0000098765",
                "urn:epc:id:gdti:0614141.00001.1618034",
                "urn:epc:idpat:gdti:0614141.00001.*",
                "urn:epc:id:sgcn:4012345.00022.99",
                "urn:epc:id:ginc:0614141.xyz47%2F11",
                "urn:epc:id:gsin:4012345.999987654",
                "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234",
                "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7'SDB",
                "urn:epc:id:itip:4012345.011111.01.02.987",
                "urn:epc:idpat:itip:4012345.011111.01.02.*"
            })
    void urnRoundTripsWithItsPrefix(String urn) {
        DigitalLink link = DigitalLink.parse(urn).orElseThrow();
        String prefix = urn.split("[:.]")[4];

        assertThat(link.companyPrefixes()).contains(prefix);
        assertThat(link.urn(prefix)).contains(urn);
    }

    @Test
    void everyUrnOfTheReferenceTableRoundTrips() throws IOException {
        List<String> rows = Files.readAllLines(Corpus.require("epcis/hash-vectors/epc-to-canonical-digital-link.csv"));
        SoftAssertions all = new SoftAssertions();
        for (String row : rows.subList(1, rows.size())) {
            String sent = row.substring(0, row.lastIndexOf(','));
            if (!sent.startsWith("urn:epc:")) continue;
            DigitalLink.parse(sent)
                    .ifPresent(link -> all.assertThat(
                                    link.urn(sent.split("[:.]")[4]).flatMap(DigitalLink::parse))
                            .as(sent)
                            .contains(link));
        }
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.gs1.org/414/4012345000055, 4012345", // the check digit is 4
        "https://id.gs1.org/01/04012345123456/10/L/21/7, 4012345", // a URN carries either the serial or the lot
        "https://id.gs1.org/01/04012345123456/22/2A, 4012345",
        "https://id.gs1.org/8013/1987654Ad4X4bL5ttr2310c2K, 1987654",
        "https://id.gs1.org/414/4012345000054, 4012346",
        "https://id.gs1.org/414/4012345000054, 40123"
    })
    void keyWithoutAnExactUrnHasNone(String link, String prefix) {
        assertThat(DigitalLink.parse(link).orElseThrow().urn(prefix)).isEmpty();
    }

    @Property
    void urnNeverIdentifiesAnotherKey(
            @ForAll("links") String uri,
            @ForAll @IntRange(min = 6, max = 12) int length,
            @ForAll("serials") String serial) {
        DigitalLink link =
                DigitalLink.parse(uri + PercentEncoding.encode(serial)).orElseThrow();

        for (String prefix : link.companyPrefixes()) {
            link.urn(prefix).ifPresent(urn -> {
                assertThat(DigitalLink.parse(urn)).contains(link);
                assertThat(urn).matches("urn:epc:(id|class|idpat):[a-z]+:" + prefix + "\\..*");
            });
        }
    }

    @Provide
    Arbitrary<String> links() {
        return Arbitraries.of(
                "https://id.gs1.org/01/04012345123456/21/",
                "https://id.gs1.org/01/04012345123456/10/",
                "https://id.gs1.org/414/4012345000054/254/",
                "https://id.gs1.org/8003/04012345000221",
                "https://id.gs1.org/8004/4000001",
                "https://id.gs1.org/253/4012345000054");
    }

    @Provide
    Arbitrary<String> serials() {
        return Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("!\"%&'()*+,-./:;<=>?_")
                .ofMinLength(1)
                .ofMaxLength(12);
    }
}
