package io.lotledger.projections.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.find.Sought.OfEvent;
import io.lotledger.projections.find.Sought.OfGln;
import io.lotledger.projections.find.Sought.OfGtin;
import io.lotledger.projections.find.Sought.OfId;
import io.lotledger.projections.find.Sought.OfLot;
import io.lotledger.projections.find.Sought.OfNumber;
import io.lotledger.projections.find.Sought.OfText;
import io.lotledger.projections.find.Sought.OfUnit;
import io.lotledger.projections.find.Sought.OfUri;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // labels and scanners
                "(01)09521101002003(10)MLP306A | lot 01/09521101002003/10/MLP306A",
                "]C101095211010020031726113010MLP306A | lot 01/09521101002003/10/MLP306A",
                "]d2010952110100200310MLP306A{GS}2142 | lot 01/09521101002003/10/MLP306A, unit 01/09521101002003/21/42",
                "]C102095211010020033748{GS}10MLP306A | lot 01/09521101002003/10/MLP306A",
                "(01)09521101002003 | gtin 09521101002003",
                "(00)195211010000000013 | unit 00/195211010000000013",
                "(414)9521101000153 | gln 9521101000153",
                "(10)MLP306A | text MLP306A",
                "(400)PO-88 | number PO-88",
                // Digital Links of any domain
                "https://id.gs1.org/01/09521101002003/10/MLP306A | lot 01/09521101002003/10/MLP306A",
                "https://brand.example/x/01/09521101002003/10/A%2FB?17=261130 | lot 01/09521101002003/10/A%2FB",
                "]Q1https://id.gs1.org/00/195211010000000013 | unit 00/195211010000000013",
                "http://id.gs1.org/414/9521101000153/254/7 | gln 9521101000153",
                "https://id.gs1.org/253/9521101000153X77 | uri https://id.gs1.org/253/9521101000153X77",
                "https://partner.example/lots/77 | uri https://partner.example/lots/77",
                "id.gs1.org/01/09521101002003/10/MLP306A | lot 01/09521101002003/10/MLP306A",
                // as people read a label aloud
                "01 09521101002003 10 MLP306A | lot 01/09521101002003/10/MLP306A, text 01 09521101002003 10 MLP306A",
                "09521101002003 MLP306A | lot 01/09521101002003/10/MLP306A, text 09521101002003 MLP306A",
                "09521101002004 MLP306A | text 09521101002004 MLP306A",
                "09521101002003/MLP-1 | lot 01/09521101002003/10/MLP-1, text 09521101002003/MLP-1",
                "9521101002003 / 7/8 | lot 01/09521101002003/10/7%2F8, text 9521101002003 / 7/8",
                "09521101002004/MLP-1 | text 09521101002004/MLP-1",
                "09521101002003 26183 | lot 01/09521101002003/10/26183, text 09521101002003 26183",
                "09521101002003 007 | lot 01/09521101002003/10/007, text 09521101002003 007",
                "09521101002003 - | lot 01/09521101002003/10/-, text 09521101002003 -",
                "09521101002003 A B | lot 01/09521101002003/10/A%20B, text 09521101002003 A B",
                "09521101002003 4856 | lot 01/09521101002003/10/4856, text 09521101002003 4856",
                "GTIN 09521101002003 lot 26183 | lot 01/09521101002003/10/26183, text GTIN 09521101002003 lot 26183",
                "195211010000 000013 | unit 00/195211010000000013, text 195211010000 000013",
                "09521101 002003 | gtin 09521101002003, text 09521101 002003",
                // as rows print a lot code that has parentheses
                "(01)09521101002003(10)A(10)B | lot 01/09521101002003/10/A%2810%29B",
                // URNs
                "urn:epc:class:lgtin:9521101.000200.MLP306A | lot 01/09521101002003/10/MLP306A",
                "urn:epc:id:sgtin:9521101.000200.42 | unit 01/09521101002003/21/42, gtin 09521101002003",
                "https://id.gs1.org/8006/095211010020030102/10/A/21/42 | lot 01/09521101002003/10/A, unit 8006/095211010020030102/21/42",
                "https://id.gs1.org/01/09521101002003/10/A/235/42 | lot 01/09521101002003/10/A, unit 01/09521101002003/235/42",
                "urn:epc:idpat:sgtin:9521101.000200.* | gtin 09521101002003",
                "urn:epc:id:sscc:9521101.1000000001 | unit 00/195211010000000013",
                "urn:epc:id:sgln:9521101.00015.0 | gln 9521101000153",
                "urn:epcglobal:cbv:bt:9521101000153:BOL-4711 | uri urn:epcglobal:cbv:bt:9521101000153:BOL-4711",
                "urn:gdst:example.org:product:lot:class:p.L7 | uri urn:gdst:example.org:product:lot:class:p.L7",
                "URN:UUID:3F2B6C9E-0000-4000-8000-000000000001 | "
                        + "event urn:uuid:3f2b6c9e-0000-4000-8000-000000000001, uri urn:uuid:3f2b6c9e-0000-4000-8000-000000000001",
                "3F2B6C9E-0000-4000-8000-000000000001 | "
                        + "event urn:uuid:3f2b6c9e-0000-4000-8000-000000000001, uri urn:uuid:3f2b6c9e-0000-4000-8000-000000000001",
                "ni:///sha-256;ab?ver=CBV2.0 | event ni:///sha-256;ab?ver=CBV2.0, uri ni:///sha-256;ab?ver=CBV2.0",
                // digits
                "195211010000000013 | unit 00/195211010000000013, text 195211010000000013",
                "SSCC: 1 9521101 000000001 3 | unit 00/195211010000000013, text 195211010000000013",
                "09521101002003 | gtin 09521101002003, text 09521101002003",
                "GTIN 9521101002003 | gln 9521101002003, gtin 09521101002003, text 9521101002003",
                "614141073467 | gtin 00614141073467, text 614141073467",
                "95211015 | gtin 00000095211015, text 95211015",
                // ids
                "2222222222222222222223 | id 00000000-0000-0000-0000-000000000001, text 2222222222222222222223",
                // documents
                "BOL 4711 | number BOL 4711, number 4711, text BOL 4711",
                "bol-4711 | number bol-4711, number 4711, text bol-4711",
                "bol4711 | number bol4711, number 4711, text bol4711",
                "PO#88/2 | number PO#88/2, number 88/2, text PO#88/2",
                "Bill of lading no. 4711 | number Bill of lading no. 4711, number 4711, text Bill of lading no. 4711",
                "ASN: D-7 | number ASN: D-7, number D-7, text ASN: D-7",
                // words
                "MLP306A | text MLP306A",
                "lot MLP306A | text MLP306A",
                "'  romaine hearts ' | text romaine hearts",
                "POLK-7 | text POLK-7",
                "1234 | text 1234"
            })
    void textNames(String text, String named) {
        assertThat(SearchReader.read(text).sought().stream()
                        .map(SearchReaderTest::shown)
                        .collect(Collectors.joining(", ")))
                .isEqualTo(named);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(01)09521101002000(10)X | with 3 it is 09521101002003",
                "09521101002000 | with 3 it is 09521101002003",
                "195211010000000017 | with 3 it is 195211010000000013",
                "9521101000158 | with 3 it is 9521101000153",
                "https://id.gs1.org/414/9521101000158 | with 3 it is 9521101000153",
                "(00)195211010000000017 | with 3 it is 195211010000000013"
            })
    void wrongCheckDigitIsSaidWithTheRightOne(String text, String said) {
        SearchReading reading = SearchReader.read(text);

        assertThat(reading.notes()).singleElement().asString().contains(said);
        assertThat(reading.sought()).as("as sent, and with the right digit").hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(01)9521101002003(10)MLP306A | 9521101002003 was taken for 09521101002003.",
                "(02)614141073467 | 614141073467 was taken for 00614141073467.",
                "(01)95211015(21)7 | 95211015 was taken for 00000095211015."
            })
    void gtinOfALabelWithFewerThan14DigitsIsSaidAsItWasTaken(String text, String said) {
        assertThat(SearchReader.read(text).notes()).containsExactly("A GTIN has 14 digits on a label: " + said);
    }

    @Test
    void gtinThatIsNoLabelsIsTakenWithoutANote() {
        assertThat(SearchReader.read("9521101002003").notes()).isEmpty();
        assertThat(SearchReader.read("(01)09521101002003(10)MLP306A").notes()).isEmpty();
    }

    @Test
    void saysWhatItUnderstood() {
        assertThat(SearchReader.read("]C1010952110100200310MLP306A").understoodAs())
                .isEqualTo("Scanned label (01)09521101002003(10)MLP306A: lot MLP306A of GTIN 09521101002003");
        assertThat(SearchReader.read("urn:epc:id:sscc:9521101.1000000001").understoodAs())
                .isEqualTo("EPC URN: SSCC 195211010000000013");
        assertThat(SearchReader.read("romaine").understoodAs())
                .isEqualTo("Part of a lot code, a document number or a name: 'romaine'");
        assertThat(SearchReader.read("BOL 4711").understoodAs()).isEqualTo("Document number 4711");
        assertThat(SearchReader.read(" \t").sought()).isEmpty();
    }

    private static String shown(Sought sought) {
        if (sought instanceof OfLot of) return "lot " + bare(of.lot().uri());
        if (sought instanceof OfUnit of) return "unit " + bare(of.unit());
        if (sought instanceof OfGtin of) return "gtin " + of.gtin().value();
        if (sought instanceof OfGln of) return "gln " + of.gln().value();
        if (sought instanceof OfId of) return "id " + of.id();
        if (sought instanceof OfEvent of) return "event " + of.eventID();
        if (sought instanceof OfUri of) return "uri " + of.uri();
        if (sought instanceof OfNumber of) return "number " + of.number();
        return "text " + ((OfText) sought).text();
    }

    private static String bare(String uri) {
        return uri.replace("https://id.gs1.org/", "");
    }
}
