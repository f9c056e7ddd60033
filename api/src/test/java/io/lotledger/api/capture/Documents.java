package io.lotledger.api.capture;

import java.util.List;

/** EPCIS documents for tests. */
final class Documents {
    static final String CONTEXT =
            "\"@context\":[\"https://ref.gs1.org/standards/epcis/epcis-context.jsonld\",{\"ex\":\"https://ex.example/\"}]";

    private Documents() {}

    static String of(String... events) {
        return of(List.of(events));
    }

    static String of(List<String> events) {
        return "{" + CONTEXT + ",\"type\":\"EPCISDocument\",\"schemaVersion\":\"2.0\","
                + "\"creationDate\":\"2026-04-17T11:26:42Z\",\"epcisBody\":{\"eventList\":[" + String.join(",", events)
                + "]}}";
    }

    static String withMasterData(String vocabularies, String... events) {
        return of(events)
                .replace(
                        "\"epcisBody\"",
                        "\"epcisHeader\":{\"epcisMasterData\":{\"vocabularyList\":" + vocabularies
                                + "}},\"epcisBody\"");
    }

    /** A lot of so many pounds is shipped; the id is the sender's. */
    static String shipping(String eventID, String lot, int pounds) {
        return "{\"eventID\":\"" + eventID + "\"," + event(lot, pounds).substring(1);
    }

    /** The same without an id. */
    static String event(String lot, int pounds) {
        return """
                {"type":"ObjectEvent","eventTime":"2026-04-17T09:26:42-04:00","eventTimeZoneOffset":"-04:00",\
                "action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",\
                "readPoint":{"id":"https://id.gs1.org/414/4012345000054"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/04012345123456/10/LOT","quantity":POUNDS,"uom":"LBR"}],\
                "bizTransactionList":[{"type":"desadv","bizTransaction":"urn:epcglobal:cbv:bt:4012345000054:856-1"}],\
                "sourceList":[{"type":"location","source":"https://id.gs1.org/414/4012345000054"}],\
                "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:4012345.00006.0"}]}""".replace("LOT", lot).replace("POUNDS", "" + pounds);
    }

    static String declaredErroneous(String event) {
        return event.substring(0, event.length() - 1)
                + ",\"errorDeclaration\":{\"declarationTime\":\"2026-04-18T00:00:00Z\",\"reason\":\"did_not_occur\"}}";
    }

    /** Declared erroneous, with the events that say what is right. */
    static String correctedBy(String event, String... corrective) {
        return declaredErroneous(event)
                .replace(
                        "\"reason\"",
                        "\"correctiveEventIDs\":[\"" + String.join("\",\"", corrective) + "\"],\"reason\"");
    }
}
