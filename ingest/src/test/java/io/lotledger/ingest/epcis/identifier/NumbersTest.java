package io.lotledger.ingest.epcis.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final String ARABIC_INDIC = "٠٦١٤١٤١١٢٣٤٥٢";

    @Test
    void locationNumberHas13Digits() {
        assertThat(Gln.of("0614141123452")).contains(new Gln("0614141123452"));
        assertThat(Gln.of("061414112345")).isEmpty();
        assertThat(Gln.of("061414112345x")).isEmpty();
        assertThat(Gln.of(ARABIC_INDIC)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Gln(ARABIC_INDIC));
    }

    @Test
    void itemNumberIsPaddedTo14Digits() {
        assertThat(Gtin.of("80614141")).contains(new Gtin("00000080614141"));
        assertThat(Gtin.of("614141123452")).contains(new Gtin("00614141123452"));
        assertThat(Gtin.of("0614141123452")).contains(new Gtin("00614141123452"));
        assertThat(Gtin.of("80614141123458")).contains(new Gtin("80614141123458"));
        assertThat(Gtin.of("123456789")).isEmpty();
        assertThat(Gtin.of("806141411234580")).isEmpty();
        assertThat(Gtin.of(ARABIC_INDIC)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Gtin("614141123452"));
    }

    @Test
    void canonicalFormIsTheSameAtAnyLength() {
        String path = "/a".repeat(200);

        assertThat(CanonicalUri.of("HTTPS://Example.org" + path)).isEqualTo("https://example.org" + path);
        assertThat(CanonicalUri.of("https://example.org" + path + "/01/80614141123458/10/A"))
                .isEqualTo("https://id.gs1.org/01/80614141123458/10/A");
    }
}
