package io.lotledger.ingest.capture.masterdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class DescriptionTest {
    private static final List<String> NAMES = List.of(
            "cbvmda:name",
            "gs1:name",
            "cbvmda:streetAddressOne",
            "cbvmda:streetAddressTwo",
            "cbvmda:latitude",
            "gs1:contactPoint>gs1:name",
            "gs1:productName>@en");
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant CAPTURED = Instant.parse("2026-06-01T00:00:00Z");

    @Property(tries = 300)
    void documentsDescribeAPlaceTheSameInAnyOrderOfArrival(@ForAll long seed) {
        Random random = new Random(seed);
        List<MasterDataCaptured> documents = new ArrayList<>();
        for (int day = 0; day < 6; day++) documents.add(document(day, attributes(random)));
        List<MasterDataCaptured> another = new ArrayList<>(documents);
        Collections.shuffle(another, random);

        assertThat(all(another)).isEqualTo(all(documents));
        assertThat(asSent(another)).isEqualTo(asSent(documents));
    }

    @Property(tries = 300)
    void newestDocumentThatHasAnAttributeGivesIt(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> byHand = new TreeMap<>();
        List<MasterDataCaptured> documents = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            Map<String, List<String>> sent = new TreeMap<>(attributes(random));
            sent.keySet().removeIf(name -> !name.endsWith("cbvmda:name") && !name.endsWith("latitude"));
            documents.add(document(day, sent));
            sent.forEach((name, values) -> byHand.put(name.substring(name.indexOf(':') + 1), values));
        }
        Collections.shuffle(documents, random);

        assertThat(all(documents).attributes()).isEqualTo(byHand);
    }

    @Example
    void nameOfOneDocumentAndAddressOfAnotherBothCount() {
        Description place = all(List.of(
                document(2, Map.of("cbvmda:name", List.of("Valley Packing"))),
                document(1, Map.of("cbvmda:city", List.of("Salinas"), "cbvmda:name", List.of("Valey Paking")))));

        assertThat(place.attributes()).isEqualTo(Map.of("name", List.of("Valley Packing"), "city", List.of("Salinas")));
    }

    @Example
    void newStreetEndsTheSecondLineOfTheOldOne() {
        Description place = all(List.of(
                document(1, Map.of("streetAddressOne", List.of("1 Row"), "streetAddressTwo", List.of("Dock 4"))),
                document(2, Map.of("streetAddressOne", List.of("2 Side")))));

        assertThat(place.attributes()).isEqualTo(Map.of("streetAddressOne", List.of("2 Side")));
    }

    @Example
    void newSecondLineLeavesTheFirst() {
        Description place = all(List.of(
                document(1, Map.of("streetAddressOne", List.of("1 Row"), "city", List.of("Salinas"))),
                document(2, Map.of("streetAddressTwo", List.of("Dock 9")))));

        assertThat(place.attributes()).containsOnlyKeys("streetAddressOne", "streetAddressTwo", "city");
    }

    @Example
    void newestValueOfAColumnCountsWhateverItsName() {
        MasterDataCaptured old = document(
                1,
                Map.of(
                        "name", List.of("Old Name"),
                        "streetAddressOne", List.of("Old St"),
                        "city", List.of("Oldtown"),
                        "postalCode", List.of("00501")));
        MasterDataCaptured newer = document(
                2,
                Map.of(
                        "gs1:physicalLocationName", List.of("New Name"),
                        "gs1:address>gs1:streetAddress", List.of("9 New St"),
                        "gs1:address>gs1:addressLocality", List.of("Newtown")));
        Map<String, List<String>> now = Map.of(
                "physicalLocationName", List.of("New Name"),
                "streetAddress", List.of("9 New St"),
                "addressLocality", List.of("Newtown"));

        assertThat(all(List.of(old, newer)).attributes()).isEqualTo(now);
        assertThat(all(List.of(newer, old)).attributes()).isEqualTo(now);
    }

    @Example
    void documentsOfOneDateAddUp() {
        MasterDataCaptured street = document(1, Map.of("streetAddress", List.of("1 Row")));
        MasterDataCaptured city = document(1, Map.of("city", List.of("Salinas")));

        assertThat(all(List.of(city, street)).attributes()).containsOnlyKeys("streetAddress", "city");
        assertThat(all(List.of(street, city)).attributes()).containsOnlyKeys("streetAddress", "city");
    }

    @Example
    void whatAPutLeavesOutIsGoneUntilANewerDocumentSaysIt() {
        MasterDataCaptured old = document(1, Map.of("name", List.of("A"), "city", List.of("B")));
        MasterDataCaptured put = version("key 1", CAPTURED, null, Map.of("name", List.of("C")));
        MasterDataCaptured late = document(2, Map.of("city", List.of("D"), "state", List.of("CA")));
        MasterDataCaptured newer =
                version("job", CAPTURED.plusSeconds(9), CAPTURED.plusSeconds(5), Map.of("city", List.of("E")));

        assertThat(all(List.of(old, put, late)).attributes())
                .isEqualTo(Map.of("name", List.of("C"), "state", List.of("CA")));
        assertThat(all(List.of(old, put, newer)).attributes())
                .isEqualTo(Map.of("name", List.of("C"), "city", List.of("E")));
    }

    @Example
    void dateInTheFutureIsThatOfTheCapture() {
        MasterDataCaptured future =
                version("job", CAPTURED, CAPTURED.plus(Duration.ofDays(365)), Map.of("name", List.of("A")));
        MasterDataCaptured next =
                version("job", CAPTURED.plusSeconds(2), CAPTURED.plusSeconds(1), Map.of("name", List.of("B")));

        assertThat(all(List.of(future, next)).attributes()).isEqualTo(Map.of("name", List.of("B")));
    }

    private static Map<String, List<String>> attributes(Random random) {
        Map<String, List<String>> attributes = new TreeMap<>();
        for (String name : NAMES) {
            if (random.nextBoolean()) attributes.put(name, List.of("" + random.nextInt(3)));
        }
        return attributes;
    }

    private static MasterDataCaptured document(int day, Map<String, List<String>> attributes) {
        return version("job", CAPTURED, FIRST.plus(Duration.ofDays(day)), attributes);
    }

    private static MasterDataCaptured version(
            String captureID, Instant recordTime, @Nullable Instant created, Map<String, List<String>> attributes) {
        return new MasterDataCaptured(
                new UUID(0, 1), captureID, recordTime, "Location", "urn:example:1", attributes, created);
    }

    private static Description all(List<MasterDataCaptured> versions) {
        Description all = Description.NONE;
        for (MasterDataCaptured version : versions) all = all.and(version);
        return all;
    }

    private static Description asSent(List<MasterDataCaptured> versions) {
        Description all = Description.NONE;
        for (MasterDataCaptured version : versions) all = all.andAsSent(version);
        return all;
    }
}
