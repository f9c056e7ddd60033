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
            "physicalLocationName",
            "cbvmda:streetAddressOne",
            "cbvmda:streetAddressTwo",
            "gs1:address",
            "gs1:address>gs1:streetAddress",
            "gs1:address>gs1:addressLocality",
            "cbvmda:city",
            "cbvmda:latitude",
            "cbvmda:longitude",
            "gs1:contactPoint>gs1:name",
            "gs1:productName>@en",
            "descriptionShort",
            "cbvmda:children");
    private static final List<List<String>> COLUMNS = List.of(
            List.of("name", "physicalLocationName", "partyName"),
            List.of("telephone", "phone"),
            List.of("streetAddressOne", "streetAddress", "street"),
            List.of("city", "addressLocality"),
            List.of("certification"));
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
    }

    @Property(tries = 300)
    void newestDocumentThatHasAnAttributeGivesIt(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, List<String>> byHand = new TreeMap<>();
        List<MasterDataCaptured> documents = new ArrayList<>();
        for (int day = 0; day < 6; day++) {
            Map<String, List<String>> sent = new TreeMap<>(attributes(random));
            sent.keySet().removeIf(name -> !name.endsWith("cbvmda:name") && !name.endsWith("latitude"));
            sent.values().removeIf(values -> values.get(0).isBlank());
            documents.add(document(day, sent));
            sent.forEach((name, values) -> byHand.put(name.substring(name.indexOf(':') + 1), values));
        }
        Collections.shuffle(documents, random);

        assertThat(all(documents).attributes()).isEqualTo(byHand);
    }

    @Property(tries = 300)
    void newestDocumentGivesEachColumnWhateverTheNameOfItsAttribute(@ForAll long seed) {
        Random random = new Random(seed);
        List<MasterDataCaptured> documents = new ArrayList<>();
        Map<String, Integer> day = new TreeMap<>();
        Map<String, Map<String, List<String>>> newest = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            Map<String, List<String>> sent = new TreeMap<>();
            for (List<String> column : COLUMNS) {
                Map<String, List<String>> ofColumn = new TreeMap<>();
                for (String name : column) {
                    if (random.nextInt(3) == 0) ofColumn.put(name, List.of("" + random.nextInt(3)));
                }
                if (ofColumn.isEmpty()) continue;
                day.put(column.get(0), i);
                newest.put(column.get(0), ofColumn);
                sent.putAll(ofColumn);
            }
            documents.add(document(i, sent));
        }
        boolean hasMoved = day.getOrDefault("streetAddressOne", 0) > day.getOrDefault("city", 0);
        if (hasMoved) newest.remove("city");
        Collections.shuffle(documents, random);

        Map<String, List<String>> byHand = new TreeMap<>();
        newest.values().forEach(byHand::putAll);
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
        MasterDataCaptured put = put(Map.of("name", List.of("C")));
        MasterDataCaptured late = document(2, Map.of("city", List.of("D"), "state", List.of("CA")));
        MasterDataCaptured newer =
                version("job", CAPTURED.plusSeconds(9), CAPTURED.plusSeconds(5), Map.of("city", List.of("E")));

        assertThat(all(List.of(old, put, late)).attributes())
                .as("nobody had told the state")
                .isEqualTo(Map.of("name", List.of("C")));
        assertThat(all(List.of(old, put, newer)).attributes())
                .isEqualTo(Map.of("name", List.of("C"), "city", List.of("E")));
    }

    @Property(tries = 1000)
    void putAndDocumentsDescribeAPlaceTheSameInAnyOrderOfArrival(@ForAll long seed) {
        Random random = new Random(seed);
        List<MasterDataCaptured> said = new ArrayList<>();
        int dayOfPut = random.nextInt(6);
        for (int day = 0; day < 6; day++) {
            Map<String, List<String>> attributes = new TreeMap<>(attributes(random));
            attributes.values().removeIf(values -> values.stream().allMatch(String::isBlank));
            if (day == dayOfPut) attributes.put(MasterDataCaptured.WHOLE, List.of("true"));
            said.add(document(day, attributes));
        }
        List<MasterDataCaptured> another = new ArrayList<>(said);
        Collections.shuffle(another, random);
        List<MasterDataCaptured> sinceThePut = new ArrayList<>(said.subList(dayOfPut, said.size()));

        Description all = all(said);
        assertThat(values(all(another))).isEqualTo(values(all));
        assertThat(all(another).dates()).isEqualTo(all.dates());
        Map<String, List<String>> described = values(all);
        Map<String, List<String>> ofThose = values(all(sinceThePut));
        described.remove("children");
        ofThose.remove("children");
        assertThat(described).isEqualTo(ofThose);
    }

    /** Without names that only stand for a structure. */
    private static Map<String, List<String>> values(Description description) {
        Map<String, List<String>> values = new TreeMap<>(description.attributes());
        values.values().removeIf(List::isEmpty);
        return values;
    }

    @Example
    void whatAPutRemovesStaysRemovedUnderEveryNameOfItsColumn() {
        MasterDataCaptured old = document(1, Map.of("name", List.of("A"), "city", List.of("B")));
        MasterDataCaptured put = put(Map.of("name", List.of("C")));
        MasterDataCaptured late = document(2, Map.of("addressLocality", List.of("D")));

        assertThat(all(List.of(old, put, late)).attributes()).isEqualTo(Map.of("name", List.of("C")));
    }

    @Example
    void emptyListOfChildrenEndsTheOlderOnes() {
        MasterDataCaptured old = document(1, Map.of("children", List.of("urn:dock:1")));
        MasterDataCaptured none = document(2, Map.of("children", List.of()));

        assertThat(all(List.of(old)).says(Statement.of(none))).isFalse();
        for (List<MasterDataCaptured> order : List.of(List.of(old, none), List.of(none, old))) {
            assertThat(all(order).attributes()).isEqualTo(Map.of("children", List.of()));
            assertThat(all(order).says(Statement.of(none))).isTrue();
        }
    }

    @Example
    void putLeavesWhatIsWithinThePlace() {
        MasterDataCaptured old = document(1, Map.of("name", List.of("A"), "children", List.of("urn:dock:1")));
        MasterDataCaptured put = put(Map.of("name", List.of("C")));

        assertThat(all(List.of(old, put)).attributes())
                .isEqualTo(Map.of("name", List.of("C"), "children", List.of("urn:dock:1")));
    }

    @Example
    void changeSetsAndRemovesAndLeavesTheRestToItsDates() {
        MasterDataCaptured old = document(
                1,
                Map.of(
                        "streetAddress", List.of("1 Rwo"),
                        "streetAddressLine2", List.of("Dock 4"),
                        "addressLocality", List.of("Salinas"),
                        "telephone", List.of("1")));
        MasterDataCaptured patch = patch(Map.of("streetAddress", List.of("1 Row")), List.of("telephone"));
        MasterDataCaptured late = document(
                2, Map.of("addressLocality", List.of("Fresno"), "telephone", List.of("2"), "phone", List.of("3")));

        Description patched = all(List.of(old, patch));
        assertThat(patched.attributes())
                .isEqualTo(Map.of(
                        "streetAddress", List.of("1 Row"),
                        "streetAddressLine2", List.of("Dock 4"),
                        "addressLocality", List.of("Salinas")));
        assertThat(patched.and(late).attributes())
                .isEqualTo(Map.of(
                        "streetAddress", List.of("1 Row"),
                        "streetAddressLine2", List.of("Dock 4"),
                        "addressLocality", List.of("Fresno")));
    }

    @Example
    void changeUnderAnotherNameOfAColumnCounts() {
        MasterDataCaptured old =
                document(1, Map.of("streetAddressOne", List.of("1 Row"), "streetAddressTwo", List.of("Dock 4")));
        MasterDataCaptured patch = patch(Map.of("streetAddress", List.of("2 Side")), List.of());

        assertThat(all(List.of(old, patch)).attributes()).isEqualTo(Map.of("streetAddress", List.of("2 Side")));
    }

    @Example
    void changeThatAnEarlierVersionRecordedLeavesWhatDocumentsSaid() {
        MasterDataCaptured old = document(1, Map.of("name", List.of("Valley"), "city", List.of("Salinas")));
        MasterDataCaptured patch = version("key 1", CAPTURED, null, Map.of("telephone", List.of("1")));

        assertThat(all(List.of(old, patch)).attributes())
                .isEqualTo(Map.of("name", List.of("Valley"), "city", List.of("Salinas"), "telephone", List.of("1")));
    }

    @Example
    void newestDocumentGivesTheNameOfAProduct() {
        MasterDataCaptured old = version(
                "EPCClass", "urn:epc:idpat:sgtin:0614141.107346.*", FIRST, Map.of("productName", List.of("Letuce")));
        MasterDataCaptured newer = version(
                "EPCClass",
                "https://id.gs1.org/01/10614141073464",
                FIRST.plusSeconds(1),
                Map.of("descriptionShort", List.of("Lettuce"), "name", List.of("LTTC")));
        Map<String, List<String>> now = Map.of("descriptionShort", List.of("Lettuce"), "name", List.of("LTTC"));

        assertThat(all(List.of(old, newer)).attributes()).isEqualTo(now);
        assertThat(all(List.of(newer, old)).attributes()).isEqualTo(now);
    }

    @Example
    void emptyValueSaysNothing() {
        MasterDataCaptured old = document(
                1, Map.of("telephone", List.of("1"), "streetAddressOne", List.of("1 Row"), "city", List.of("Salinas")));
        MasterDataCaptured newer = document(
                2,
                Map.of(
                        "telephone", List.of(""),
                        "streetAddressOne", List.of("2 Side"),
                        "city", List.of(" "),
                        "note", List.of("")));
        Map<String, List<String>> now = Map.of(
                "telephone", List.of("1"),
                "streetAddressOne", List.of("2 Side"),
                "note", List.of());

        assertThat(all(List.of(old, newer)).attributes()).isEqualTo(now);
        assertThat(all(List.of(newer, old)).attributes()).isEqualTo(now);
    }

    @Example
    void ofEqualDatesTheLastCapturedCounts() {
        MasterDataCaptured first = document(1, Map.of("name", List.of("A")));
        MasterDataCaptured corrected = document(1, Map.of("name", List.of("B")));

        assertThat(all(List.of(first, corrected)).attributes()).isEqualTo(Map.of("name", List.of("B")));
        assertThat(all(List.of(corrected, first)).attributes()).isEqualTo(Map.of("name", List.of("A")));
    }

    @Example
    void locationCountsBeforeThePartyOfTheSameDocument() {
        Map<String, List<String>> site = Map.of("name", List.of("Plant 3"));
        Map<String, List<String>> company = Map.of("name", List.of("Valley Inc."));
        MasterDataCaptured location = version("Location", "https://id.gs1.org/414/0614141000029", FIRST, site);
        MasterDataCaptured party = version("Party", "https://id.gs1.org/417/0614141000029", FIRST, company);

        assertThat(all(List.of(location, party)).attributes()).isEqualTo(site);
        assertThat(all(List.of(party, location)).attributes()).isEqualTo(site);
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
            if (random.nextBoolean())
                attributes.put(
                        name,
                        name.equals("gs1:address")
                                ? List.of()
                                : List.of(List.of("0", "1", "2", " ").get(random.nextInt(4))));
        }
        return attributes;
    }

    private static MasterDataCaptured document(int day, Map<String, List<String>> attributes) {
        return version("job", CAPTURED, FIRST.plus(Duration.ofDays(day)), attributes);
    }

    private static MasterDataCaptured put(Map<String, List<String>> attributes) {
        return marked(attributes, MasterDataCaptured.WHOLE, List.of("true"));
    }

    private static MasterDataCaptured patch(Map<String, List<String>> set, List<String> removed) {
        return marked(set, MasterDataCaptured.REMOVED, removed);
    }

    private static MasterDataCaptured marked(Map<String, List<String>> attributes, String mark, List<String> values) {
        Map<String, List<String>> marked = new TreeMap<>(attributes);
        marked.put(mark, values);
        return version("key 1", CAPTURED, null, marked);
    }

    private static MasterDataCaptured version(
            String vocabulary, String id, Instant created, Map<String, List<String>> attributes) {
        return new MasterDataCaptured(new UUID(0, 1), "job", CAPTURED, vocabulary, id, attributes, created);
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
}
