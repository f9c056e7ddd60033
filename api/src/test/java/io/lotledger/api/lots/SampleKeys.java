package io.lotledger.api.lots;

import io.lotledger.ingest.testing.EventBuilder;

/** Lots and items of one GTIN, and pallets, in the canonical form; and events with an id of their own. */
final class SampleKeys {
    static final String PRODUCT = "https://id.gs1.org/01/10614141073464";

    private SampleKeys() {}

    static EventBuilder event(String id) {
        return EventBuilder.event("urn:event:" + id);
    }

    static String lot(String lot) {
        return PRODUCT + "/10/" + lot;
    }

    static String pallet(int number) {
        return "https://id.gs1.org/00/" + "%018d".formatted(number);
    }

    /** A serial whose URI names its lot. */
    static String serialOf(String lot, String serial) {
        return lot(lot) + "/21/" + serial;
    }

    static String serial(String serial) {
        return PRODUCT + "/21/" + serial;
    }
}
