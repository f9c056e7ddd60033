package io.lotledger.ingest.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class IdentifierLawsTest {
    private static final String SET_82 =
            "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    @Property
    void aShortIdIsItsUuid(@ForAll long high, @ForAll long low) {
        UUID uuid = new UUID(high, low);

        assertThat(ShortUuid.encode(uuid)).hasSize(22);
        assertThat(ShortUuid.decode(ShortUuid.encode(uuid))).isEqualTo(uuid);
    }

    @Property
    void oneLotHasOneKeyInEveryForm(
            @ForAll("digits13") String digits,
            @ForAll("lots") String lot,
            @ForAll @IntRange(min = 6, max = 12) int prefixLength,
            @ForAll("domains") String domain) {
        String gtin = digits + CheckDigit.of(digits);
        String prefix = digits.substring(1, 1 + prefixLength);
        String reference = digits.charAt(0) + digits.substring(1 + prefixLength);
        String urn = "urn:epc:class:lgtin:" + prefix + "." + reference + "." + PercentEncoding.encode(lot);
        String link = domain + "/01/" + gtin + "/10/" + PercentEncoding.encode(lot);

        LotKey expected = LotKey.of(new Gtin(gtin), lot);

        assertThat(LotKey.of(urn)).contains(expected);
        assertThat(LotKey.of(link)).contains(expected);
        assertThat(LotKey.of(expected.uri())).contains(expected);
    }

    @Property
    void theCanonicalFormOfACanonicalFormIsItself(@ForAll("digits13") String digits, @ForAll("lots") String serial) {
        String sgtin =
                "https://shop.example/01/" + digits + CheckDigit.of(digits) + "/21/" + PercentEncoding.encode(serial);

        String canonical = DigitalLink.parse(sgtin).orElseThrow().canonical();

        assertThat(DigitalLink.parse(canonical).orElseThrow().canonical()).isEqualTo(canonical);
    }

    @Property
    void anyTextIsDecodedOrRefusedButNeverThrows(@ForAll String text) {
        DigitalLink.parse(text);
        DigitalLink.parse("https://x.example/" + text);
        DigitalLink.parse("urn:epc:id:" + text);
        CbvWord.canonical(text);
        Gln.of(text);
        assertThat(PercentEncoding.decode(PercentEncoding.encode("a" + text.replaceAll("\\p{Cs}", ""))))
                .isNotNull();
    }

    @Provide
    Arbitrary<String> digits13() {
        return Arbitraries.strings().numeric().ofLength(13);
    }

    @Provide
    Arbitrary<String> lots() {
        return Arbitraries.strings()
                .withChars(SET_82.toCharArray())
                .ofMinLength(1)
                .ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> domains() {
        return Arbitraries.of("https://id.gs1.org", "http://brand.example", "https://brand.example:8443/products/en");
    }
}
