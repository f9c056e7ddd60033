package io.lotledger.projections.cte;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.capture.rules.MasterDataRules;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that is accepted but read by no column would be an unnoticed gap. */
class AttributesReadTest {
    private static final LotKey LOT = LotKey.of(new Gtin("10614141073464"), "A");
    private static final String PLACE = "https://id.gs1.org/414/0614141000029";

    static List<String> locationNames() {
        return MasterDataRules.LOCATION.names();
    }

    static List<String> productNames() {
        return MasterDataRules.PRODUCT.names();
    }

    @ParameterizedTest
    @MethodSource
    void locationNames(String name) {
        assertThat(location(Map.of(name, List.of("12"), other(name), List.of("34")))
                        .toString())
                .contains("12");
    }

    @ParameterizedTest
    @MethodSource
    void productNames(String name) {
        if (name.toLowerCase(java.util.Locale.ROOT).contains("foodtraceabilitylist")) {
            assertThat(new ProductDescriptions(knowing(Map.of(name, List.of("https://ref.gs1.org/voc/none"))))
                            .isOffTheFoodTraceabilityList(LOT))
                    .isTrue();
            return;
        }
        assertThat(new ProductDescriptions(knowing(Map.of(name, List.of("12"))))
                        .describe(LOT)
                        .toString())
                .contains("12");
    }

    @Test
    void placeInGs1sWebVocabularyFillsEveryColumn() {
        LocationDescription place = location(Map.of(
                "physicalLocationName", List.of("Valley Packing"),
                "telephone", List.of("+1 831 555 0100"),
                "streetAddress", List.of("1 Row"),
                "streetAddressLine2", List.of("Dock 4"),
                "addressLocality", List.of("Salinas"),
                "addressRegion", List.of("CA"),
                "postalCode", List.of("93901"),
                "addressCountry", List.of("US")));

        assertThat(place.businessName()).isEqualTo(Kde.of("Valley Packing"));
        assertThat(place.street()).isEqualTo(Kde.of("1 Row, Dock 4"));
        assertThat(place.country()).isEqualTo(Kde.of("US"));
    }

    @Test
    void nothingElseIsRead() {
        assertThat(location(Map.of("nickname", List.of("12"))).toString()).doesNotContain("12,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"geo:36.6777,-121.6555", "GEO:36.6777,-121.6555,17;crs=wgs84;u=10"})
    void pointOnTheMapFillsTheCoordinatesAndNotTheName(String uri) {
        LocationDescription field = new LocationDescriptions(knowing(Map.of())).describe(uri);

        assertThat(field.street()).isEqualTo(Kde.of("36.6777, -121.6555"));
        assertThat(field.businessName()).isEqualTo(Kde.MISSING);
        assertThat(field.city()).isEqualTo(Kde.MISSING);
    }

    private static String other(String name) {
        return name.equals("latitude") ? "longitude" : "latitude";
    }

    private static LocationDescription location(Map<String, List<String>> attributes) {
        return new LocationDescriptions(knowing(attributes)).describe(PLACE);
    }

    private static MasterData knowing(Map<String, List<String>> values) {
        Attributes attributes = new Attributes(values);
        return new MasterData() {
            @Override
            public Attributes location(String uri) {
                return attributes;
            }

            @Override
            public Attributes ownLocation(String uri) {
                return attributes;
            }

            @Override
            public Attributes product(LotKey lot) {
                return attributes;
            }
        };
    }
}
