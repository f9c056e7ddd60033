package io.lotledger.api.events;

import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Few values, each in all its forms, so that generated events and generated queries meet often. A list in a list is one
 * value in several forms.
 */
final class SmallVocabulary {
    /** What prefixes mean in the generated documents. */
    static final Map<String, String> SENT =
            Map.of("ex", "https://ex.example/ns/", "o", "https://other.example/ns/", "m", "urn:epcglobal:cbv:mda");

    /** What they mean in the generated queries: other names for the same, and one name for something else. */
    static final Map<String, String> ASKED = Map.of(
            "q",
            "https://ex.example/ns/",
            "ex",
            "https://ex.example/ns/",
            "o",
            "https://other.example/ns/",
            "m",
            "urn:epcglobal:cbv:mda:");

    static final List<List<String>> EPCS = List.of(
            key("urn:epc:id:sgtin:4012345.012345.S1", "/01/04012345123456/10/LotA/21/S1"),
            key("urn:epc:id:sgtin:4012345.012345.S2", "/01/04012345123456/21/S2?linkType=all"),
            key("urn:epc:id:sgtin:4012345.012345.%2FS3"),
            key("urn:epc:id:sgtin:4012345.098765.S1"),
            key("urn:epc:id:sgtin:0614141.112345.S1"),
            key("urn:epc:id:sscc:4012345.0000000001"),
            key("urn:epc:id:sscc:0614141.1234567890"),
            key("urn:epc:id:grai:4012345.12345.1"),
            key("urn:epc:id:giai:4012345.A1"),
            List.of("https://ex.example/ns/tags/1", "ex:tags/1"),
            List.of("urn:uuid:6F9619FF-8B86-D011-B42D-00CF4FC964FF", "urn:uuid:6f9619ff-8b86-d011-b42d-00cf4fc964ff"));
    static final List<List<String>> CLASSES = List.of(
            key("urn:epc:class:lgtin:4012345.012345.LotA"),
            key("urn:epc:class:lgtin:4012345.012345.LotB"),
            key("urn:epc:class:lgtin:0614141.112345.LotA"),
            key("urn:epc:idpat:sgtin:4012345.012345.*"),
            key("urn:epc:idpat:sgtin:4012345.098765.*"),
            key("urn:epc:idpat:grai:4012345.12345.*"),
            List.of("https://ex.example/ns/classes/1", "ex:classes/1"));
    static final List<String> PATTERNS = List.of(
            "urn:epc:idpat:sgtin:4012345.012345.*",
            "urn:epc:idpat:sgtin:4012345.098765.*",
            "urn:epc:idpat:sgtin:4012345.*.*",
            "urn:epc:idpat:sgtin:0614141.*.*",
            "urn:epc:idpat:sgtin:*.*.*",
            "urn:epc:idpat:sgtin:4012345.012345.S1",
            "urn:epc:idpat:sscc:4012345.*",
            "urn:epc:idpat:sscc:*.*",
            "urn:epc:idpat:grai:4012345.12345.*",
            "urn:epc:idpat:grai:4012345.*.*",
            "urn:epc:idpat:giai:4012345.*");

    static final List<List<String>> BIZ_STEPS = List.of(
            word("shipping", "bizstep", "BizStep"),
            word("receiving", "bizstep", "BizStep"),
            word("packing", "bizstep", "BizStep"),
            List.of("https://ex.example/ns/step", "ex:step"));
    static final List<List<String>> DISPOSITIONS = List.of(
            word("in_transit", "disp", "Disp"),
            word("completeness_verified", "disp", "Disp"),
            word("damaged", "disp", "Disp"),
            List.of("https://ex.example/ns/disposition", "ex:disposition"));
    static final List<List<String>> TRANSACTION_TYPES = List.of(
            word("po", "btt", "BTT"), word("desadv", "btt", "BTT"), List.of("https://ex.example/ns/btt", "ex:btt"));
    static final List<List<String>> PARTY_TYPES = List.of(
            word("location", "sdt", "SDT"),
            word("owning_party", "sdt", "SDT"),
            List.of("https://ex.example/ns/sdt", "ex:sdt"));
    static final List<List<String>> ERROR_REASONS = List.of(
            word("did_not_occur", "er", "ER"),
            word("incorrect_data", "er", "ER"),
            List.of("https://ex.example/ns/reason", "ex:reason"));
    static final List<List<String>> TRANSACTIONS = List.of(
            List.of("urn:epcglobal:cbv:bt:4012345000016:1"),
            List.of("urn:epcglobal:cbv:bt:4012345000016:2"),
            key("urn:epc:id:gdti:4012345.12345.1"),
            List.of("https://ex.example/ns/orders/1", "ex:orders/1"));
    static final List<List<String>> PLACES = List.of(
            key("urn:epc:id:sgln:4012345.00001.0"),
            key("urn:epc:id:sgln:4012345.00001.D1"),
            key("urn:epc:id:sgln:4012345.00002.0"),
            key("urn:epc:id:sgln:4012345.00003.0"),
            List.of("https://ex.example/ns/places/1", "ex:places/1"));
    static final List<List<String>> PARTIES =
            List.of(key("urn:epc:id:pgln:4012345.00001"), key("urn:epc:id:pgln:4012345.00002"), PLACES.get(0));
    static final List<List<String>> URIS =
            List.of(List.of("https://ex.example/ns/a", "ex:a"), List.of("urn:ex:b"), key("urn:epc:id:giai:4012345.D1"));
    static final List<List<String>> TRANSFORMATIONS =
            List.of(key("urn:epc:id:gdti:4012345.12345.T1"), List.of("urn:ex:transformation:1"));
    static final List<List<String>> MEASUREMENTS = List.of(
            List.of("Temperature", "gs1:Temperature", "https://gs1.org/voc/Temperature"),
            List.of("Mass", "gs1:Mass", "https://gs1.org/voc/Mass"),
            List.of("https://ex.example/ns/measurement", "ex:measurement"));
    static final List<List<String>> TYPES = List.of(
            List.of("ObjectEvent"),
            List.of("AggregationEvent"),
            List.of("TransactionEvent"),
            List.of("TransformationEvent"),
            List.of("AssociationEvent"),
            List.of("ex:SpecialEvent", "https://ex.example/ns/SpecialEvent"));

    static final List<String> ACTIONS = List.of("ADD", "OBSERVE", "DELETE");
    /** Two by two the same instant. */
    static final List<String> TIMES = List.of(
            "2026-04-17T09:00:00Z",
            "2026-04-17T05:00:00-04:00",
            "2026-04-17T10:30:00.123Z",
            "2026-04-17T16:00:00.123+05:30",
            "2026-04-18T00:00:00+02:00",
            "2026-04-17T22:00:00.000Z",
            "2026-04-19T08:00:00Z");
    /** Two by two the same number. */
    static final List<String> NUMBERS =
            List.of("0", "1", "1.0", "10", "10.50", "10.5", "50", "-40", "16", "453.59237", "20000000000000000001");

    static final List<String> AMOUNTS = List.of("1", "10", "10.50", "10.5", "16", "50", "453.59237");
    static final List<String> TEMPERATURE_UNITS = List.of("CEL", "FAH", "KEL");
    static final List<String> MASS_UNITS = List.of("KGM", "GRM", "LBR", "ONZ");
    static final List<String> TEXTS = List.of(
            "abc",
            "ABC",
            "10.50",
            "10.5",
            "true",
            "2026-04-17T09:00:00Z",
            "2026-04-17T05:00:00-04:00",
            "2026-04-17",
            "ex:a",
            "https://ex.example/ns/a",
            "urn:epc:id:sgtin:4012345.012345.S1",
            "https://brand.example/x/01/04012345123456/21/S1",
            "shipping");
    static final List<String> FIELDS = List.of("ex:num", "ex:text", "ex:mixed", "o:num", "cbvmda:lot", "m:lot");
    static final List<String> ASKED_FIELDS =
            List.of("q:num", "ex:num", "q:text", "ex:text", "q:mixed", "o:num", "cbvmda:lot", "m:lot", "q:nested");
    static final List<String> ATTRIBUTES = List.of("ex:zone", "urn:epcglobal:cbv:mda#name", "cbvmda:city");

    private SmallVocabulary() {}

    static <T> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** A value in one of its forms. */
    static String form(Random random, List<List<String>> values) {
        return one(random, one(random, values));
    }

    /** A GS1 key as a URN, as GS1's Digital Link, as another domain's, and the paths given. */
    private static List<String> key(String urn, String... paths) {
        List<String> forms = new ArrayList<>(List.of(urn));
        String link = DigitalLink.parse(urn).orElseThrow().canonical();
        forms.add(link);
        forms.add(link.replace("https://id.gs1.org", "https://brand.example/x"));
        for (String path : paths) forms.add("https://id.gs1.org" + path);
        return forms;
    }

    private static List<String> word(String word, String urn, String web) {
        return List.of(
                word,
                "urn:epcglobal:cbv:" + urn + ":" + word,
                "https://ref.gs1.org/cbv/" + web + "-" + word,
                "cbv:" + web + "-" + word);
    }
}
