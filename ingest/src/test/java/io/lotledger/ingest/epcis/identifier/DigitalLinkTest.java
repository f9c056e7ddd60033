package io.lotledger.ingest.epcis.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.Corpus;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitalLinkTest {

    @Test
    void referenceTableMatches() throws IOException {
        List<String> rows = Files.readAllLines(Corpus.require("epcis/hash-vectors/epc-to-canonical-digital-link.csv"));

        SoftAssertions all = new SoftAssertions();
        for (String row : rows.subList(1, rows.size())) {
            int comma = row.lastIndexOf(',');
            all.assertThat(DigitalLink.parse(row.substring(0, comma))
                            .map(DigitalLink::finestLevel)
                            .orElse(""))
                    .as(row)
                    .isEqualTo(row.substring(comma + 1));
        }
        all.assertAll();
    }

    @ParameterizedTest
    @CsvSource({
        "urn:epc:class:lgtin:4012345.012345.Lot987, /01/04012345123456/10/Lot987",
        "urn:epc:id:sgtin:4012345.012345.7, /01/04012345123456/21/7",
        "urn:epc:id:sscc:4012345.0000000111, /00/040123450000001112",
        "urn:epc:id:sgln:4012345.00005.0, /414/4012345000054",
        "urn:epc:id:sgln:4012345.00005.bay7, /414/4012345000054/254/bay7",
        "urn:epc:id:pgln:4000001.00000, /417/4000001000005",
        "urn:epc:id:pgln:00552301110.0, /417/0055230111002",
        "urn:epc:id:sgln:00552301110.0, /414/0055230111002",
        "urn:epc:id:grai:4012345.00022.334455, /8003/04012345000221334455",
        "urn:epc:id:giai:4000001.111, /8004/4000001111",
        "urn:epc:id:gsrn:4012345.9876540000, /8018/401234598765400000",
        "urn:epc:id:gsrnp:4012345.0000098765, /8017/401234500000987658",
        "urn:epc:id:gdti:0614141.00001.1618034, /253/06141410000121618034",
        "urn:epc:id:sgcn:4012345.00022.99, /255/401234500022199",
        "urn:epc:id:ginc:0614141.xyz47%2F11, /401/0614141xyz47%2F11",
        "urn:epc:id:gsin:4012345.999987654, /402/40123459999876541",
        "urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234, /8010/061414111111111111111-A%23%2F/8011/1234",
        "urn:epc:id:itip:4012345.011111.01.02.987, /8006/040123451111180102/21/987",
        "urn:epc:id:upui:1234567.098765.51q, /01/01234567987651/235/51q",
        "urn:epc:idpat:sgtin:4012345.066666.*, /01/04012345666663",
        "urn:epc:idpat:grai:4012345.00022.*, /8003/04012345000221"
    })
    void epcUrnIsTheDigitalLinkOfItsKey(String urn, String path) {
        assertThat(DigitalLink.parse(urn).map(DigitalLink::canonical)).contains("https://id.gs1.org" + path);
        assertThat(DigitalLink.parse("https://brand.example/a/b" + path + "?x=1#y"))
                .isEqualTo(DigitalLink.parse(urn));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/01/97803",
                "https://id.gs1.org/01/09780345418913/99/x",
                "https://id.gs1.org/10/A/01/09780345418913",
                "https://x.example/shop/21/S/01/09780345418913",
                "https://x.example/lot/A/gtin/09780345418913",
                "https://id.gs1.org/414/4012345000054/01/09780345418913",
                "https://id.gs1.org/01/09780345418913/01/04012345123456",
                "https://id.gs1.org/01/09780345418913/10/A/10/B",
                "https://id.gs1.org/01/09780345418913/10",
                "https://id.gs1.org/01/09780345418913/index.html",
                "https://id.gs1.org/01/09780345418913?10=A",
                "https://id.gs1.org/01/09780345418913/10/A?10=B",
                "https://id.gs1.org/01/123456789",
                "https://id.gs1.org/01/012345678901234",
                "urn:epc:idpat:sgtin:4012345.012345.7",
                "urn:epc:idpat:sgtin:4012345.012345.7.*",
                "urn:epc:id:grai:4012345.00022.",
                "urn:epc:id:pgln:4000001.00000.7",
                "https://id.gs1.org/01/09780345418913/10/%zz",
                "https://id.gs1.org/01/09780345418913/10/%FF",
                "https://id.gs1.org",
                "https://id.gs1.org/",
                "urn:epc:id:sgtin:4012345.12345.7",
                "urn:epc:id:sgtin:4012345.012345",
                "urn:epc:id:sscc:4012345",
                "urn:epc:class:lgtin:40123A5.012345.x",
                "urn:epc:id:gid:1.2.3",
                "urn:uuid:1"
            })
    void uriWithoutAKeyIsEmpty(String uri) {
        assertThat(DigitalLink.parse(uri)).isEmpty();
    }

    @Test
    void qualifiersAreSortedInGs1sOrder() {
        assertThat(DigitalLink.parse("https://x.example/01/09780345418913/21/S/10/L")
                        .map(DigitalLink::canonical))
                .contains("https://id.gs1.org/01/09780345418913/10/L/21/S");
    }

    @ParameterizedTest
    @CsvSource({
        "https://x.example/10/01/09780345418913/10/L, https://id.gs1.org/01/09780345418913/10/L",
        "https://x.example/party/hats/01/09780345418913, https://id.gs1.org/01/09780345418913",
        "https://x.example/01/09780345418913/10/L?10=L&17=261231, https://id.gs1.org/01/09780345418913/10/L",
        "https://x.example/01/9780345418913, https://id.gs1.org/01/09780345418913",
        "HTTPS://ID.GS1.ORG:443/01/09780345418913/10/l%2f%41, https://id.gs1.org/01/09780345418913/10/l%2FA",
        "URN:EPC:CLASS:LGTIN:4012345.012345.Lot987, https://id.gs1.org/01/04012345123456/10/Lot987",
        "urn:epc:idpat:sgtin:4012345.066666, https://id.gs1.org/01/04012345666663",
        "urn:epc:id:pgln:4000001.00000.0, https://id.gs1.org/417/4000001000005"
    })
    void keyIsReadCompletely(String uri, String canonical) {
        assertThat(DigitalLink.parse(uri).map(DigitalLink::canonical)).contains(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.gs1.org/10/A/01/09780345418913, https://id.gs1.org/01/09780345418913",
        "https://id.gs1.org/01/09780345418913?10=A, https://id.gs1.org/01/09780345418913",
        "https://ID.GS1.ORG/01/09780345418913, https://id.gs1.org/01/09780345418913",
        "HTTPS://id.gs1.org/01/09780345418913,",
        "URN:EPC:id:sscc:4012345.0000000111,",
        "urn:epc:ID:sscc:4012345.0000000111,",
        "urn:epc:idpat:sgtin:4012345.066666,"
    })
    void hashReadsKeysLikeItsReference(String uri, @Nullable String finest) {
        assertThat(DigitalLink.asInHash(uri).map(DigitalLink::finestLevel).orElse(null))
                .isEqualTo(finest);
    }

    @ParameterizedTest
    @CsvSource({
        "urn:acme:Lot:7, urn:ACME:Lot:7, URN:acme:Lot:7",
        "acme:Lot, ACME:Lot, aCME:Lot",
        "https://acme.example/, https://acme.example, HTTPS://ACME.example:443/",
        "https://me@acme.example:8443/A, https://me@ACME.example:8443/A, https://me@acme.example:8443/%41",
        "https://[::1]/A, https://[::1]:443/A, HTTPS://[::1]:/A",
        "urn:acme:a%2Fb, urn:acme:a%2fb, URN:ACME:a%2Fb",
        "urn:acme:100%, urn:acme:100%, URN:ACME:100%"
    })
    void anotherUriHasOneSpelling(String canonical, String one, String other) {
        assertThat(CanonicalUri.of(one)).isEqualTo(canonical);
        assertThat(CanonicalUri.of(other)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "https://gs1.org/voc/BizStep-shipping, shipping",
        "https://ns.gs1.org/voc/Bizstep-shipping, shipping",
        "gs1:BTT-po, po",
        "cbv:Disp-in_transit, in_transit",
        "HTTPS://REF.GS1.ORG/cbv/BizStep-shipping, shipping",
        "URN:EPCGLOBAL:CBV:BIZSTEP:SHIPPING, shipping",
        "https://gs1.org/voc/Temperature, https://gs1.org/voc/Temperature",
        "urn:acme:step:BizStep-x, urn:acme:step:BizStep-x"
    })
    void allFormsOfACbvWordAreEqual(String sent, String word) {
        assertThat(CbvWord.canonical(sent)).isEqualTo(word);
    }

    @Test
    void wrongCheckDigitIsDetected() {
        assertThat(DigitalLink.parse("https://id.gs1.org/01/04012345123456"))
                .hasValueSatisfying(
                        link -> assertThat(link.hasValidCheckDigit()).isTrue());
        assertThat(DigitalLink.parse("https://id.gs1.org/01/04012345123457"))
                .hasValueSatisfying(
                        link -> assertThat(link.hasValidCheckDigit()).isFalse());
    }
}
