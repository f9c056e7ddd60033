package io.lotledger.ingest.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class IdentifierLawsTest {
    private static final String SET_82 =
            "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    @Property
    void shortIdRoundTrips(@ForAll long high, @ForAll long low) {
        UUID uuid = new UUID(high, low);

        assertThat(ShortUuid.encode(uuid)).hasSize(22);
        assertThat(ShortUuid.decode(ShortUuid.encode(uuid))).isEqualTo(uuid);
    }

    @Property
    void allFormsOfALotHaveOneKey(
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
    void canonicalFormIsIdempotent(@ForAll("digits13") String digits, @ForAll("lots") String serial) {
        String sgtin =
                "https://shop.example/01/" + digits + CheckDigit.of(digits) + "/21/" + PercentEncoding.encode(serial);

        String canonical = DigitalLink.parse(sgtin).orElseThrow().canonical();

        assertThat(DigitalLink.parse(canonical).orElseThrow().canonical()).isEqualTo(canonical);
    }

    @Property
    void allSpellingsOfAnIdentifierAreEqual(@ForAll("identifiers") String canonical, @ForAll Random random) {
        String sent = new Spelling(random).of(canonical);

        assertThat(CanonicalUri.of(sent)).as(sent).isEqualTo(canonical);
        assertThat(CanonicalUri.of(canonical)).isEqualTo(canonical);
        assertThat(LotKey.of(sent)).as(sent).isEqualTo(LotKey.of(canonical));
        assertThat(Gtin.of(sent)).as(sent).isEqualTo(Gtin.of(canonical));
        assertThat(Gln.of(sent)).as(sent).isEqualTo(Gln.of(canonical));
    }

    @Property
    void differentIdentifiersNeverMerge(
            @ForAll("identifiers") String one, @ForAll("identifiers") String other, @ForAll Random random) {
        Assume.that(!one.equals(other));
        Spelling spelling = new Spelling(random);

        assertThat(CanonicalUri.of(spelling.of(one))).isNotEqualTo(CanonicalUri.of(spelling.of(other)));
    }

    /**
     * For any segments around a key except a resolver's own path, the result contains all of them or is the whole URI.
     */
    @Property
    void pathIsReadCompletelyOrNotAtAll(@ForAll("keyPaths") List<String> pairs) {
        String link = "https://id.gs1.org/" + String.join("/", pairs);
        Map<String, String> named = new TreeMap<>();
        pairs.stream()
                .dropWhile(pair -> pair.startsWith("17/") || pair.startsWith("99/"))
                .forEach(pair -> named.merge(
                        pair.substring(0, pair.indexOf('/')),
                        pair.substring(pair.indexOf('/') + 1),
                        (a, b) -> a + " " + b));

        DigitalLink.parse(link)
                .ifPresentOrElse(
                        read -> assertThat(new TreeMap<>(read.keys())).isEqualTo(named),
                        () -> assertThat(CanonicalUri.of(link)).isEqualTo(link));
    }

    @Property
    void anyTextIsDecodedOrRejectedWithoutAnException(@ForAll String text) {
        DigitalLink.parse(text);
        DigitalLink.parse("https://x.example/" + text);
        DigitalLink.parse("urn:epc:id:" + text);
        CbvWord.canonical(text);
        Gln.of(text);
        assertThat(PercentEncoding.decode(PercentEncoding.encode("a" + text.replaceAll("[\\p{Cs}\\x00]", ""))))
                .isNotNull();
    }

    /** In canonical form; lots and serials differ in a character, in case, or in the meaning of a percent sign. */
    @Provide
    Arbitrary<String> identifiers() {
        Arbitrary<String> few = Arbitraries.strings()
                .withChars("aA1.%/~-41".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(4);
        Arbitrary<String> names = Arbitraries.oneOf(lots(), few).map(PercentEncoding::encode);
        Arbitrary<String> gtins = Arbitraries.of("04012345123456", "19521101001003", "04012345123457");
        Arbitrary<String> glns = Arbitraries.of("4012345000054", "9521101000016");
        return Arbitraries.oneOf(
                        Combinators.combine(gtins, names)
                                .as((gtin, lot) -> "https://id.gs1.org/01/" + gtin + "/10/" + lot),
                        Combinators.combine(gtins, names)
                                .as((gtin, serial) -> "https://id.gs1.org/01/" + gtin + "/21/" + serial),
                        Combinators.combine(glns, names)
                                .as((gln, field) -> "https://id.gs1.org/414/" + gln + "/254/" + field),
                        gtins.map(gtin -> "https://id.gs1.org/01/" + gtin),
                        glns.map(gln -> "https://id.gs1.org/414/" + gln),
                        Arbitraries.of(
                                "https://id.gs1.org/00/040123450000001112",
                                "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba"),
                        Combinators.combine(
                                        Arbitraries.of("urn:acme:lot:", "urn:acme:LOT:", "https://acme.example/lots/"),
                                        names)
                                .as((scheme, lot) -> scheme + lot),
                        Combinators.combine(gtins, names)
                                .as((gtin, lot) -> "https://acme.example/10/" + lot + "/01/" + gtin))
                .filter(uri -> !uri.endsWith("/254/0"));
    }

    @Provide
    Arbitrary<List<String>> keyPaths() {
        return Arbitraries.of(
                        "01/04012345123456",
                        "01/04012345123457",
                        "01/04012345123",
                        "00/040123450000001112",
                        "414/4012345000054",
                        "10/A",
                        "10/B",
                        "21/S",
                        "22/V",
                        "254/7",
                        "17/261231",
                        "99/x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
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
