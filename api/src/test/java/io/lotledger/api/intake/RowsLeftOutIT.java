package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.csv;
import static io.lotledger.api.intake.ShippingRows.quantities;
import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.index.ErrorDeclarations;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Rows that a corrected spreadsheet leaves out: named, and declared in error where its sender asks. */
class RowsLeftOutIT {
    private static final String X12 = "application/edi-x12";
    private static final String PALLET = "00008600099990005096";
    private static final String OTHER_PALLET = "00008600099990005102";
    private static final String THIRD_PALLET = "00008600099990005119";

    private final SheetPartner partner = new SheetPartner(LotledgerServer.shared());
    private final EventsInError inError = new EventsInError(partner);

    @Test
    void correctedFileNotesTheEventsThatItLeavesOut() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("C-1"), shipment("C-2"))))
                .path("captureID")
                .asString();

        JsonNode job = partner.post("/capture?replaces=" + first, SheetPartner.CSV, csv(List.of(shipment("C-1"))))
                .json();

        assertThat(statuses(job)).containsExactly("DUPLICATE");
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .anySatisfy(message -> assertThat(message).contains(first, "no record in this file: 1"));
    }

    @Test
    void rowThatTheCorrectedFileLeavesOutIsNotTurnedIntoOneThatStays() {
        String first = partner.capture(SheetPartner.CSV, quantities("5", "7"))
                .path("captureID")
                .asString();

        JsonNode job = partner.post("/capture?replaces=" + first, SheetPartner.CSV, quantities("7"))
                .json();

        assertThat(statuses(job)).as(job.toString()).containsExactly("DUPLICATE");
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .anySatisfy(message -> assertThat(message).contains("no record in this file: 1"));
    }

    @Test
    void rowWhoseLotCodeWasMistypedIsNamedUntilItIsDeclaredInError() {
        JsonNode first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("F-1"), shipment("F-O2"))));
        String mistyped = first.at("/events/1/eventID").asString();
        String path = "/capture?replaces=" + first.path("captureID").asString();
        byte[] corrected = csv(List.of(shipment("F-1"), shipment("F-02")));

        JsonNode job = partner.post(path, SheetPartner.CSV, corrected).json();
        inError.declareAsAnswered(mistyped);
        JsonNode again = partner.post(path, SheetPartner.CSV, corrected).json();

        assertThat(statuses(job)).as(job.toString()).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("no record in this file: 1", "Shipping!3 (" + mistyped + ")", "errorDeclaration"));
        assertThat(again.at("/events/0/warnings")).as(again.toString()).isEmpty();
    }

    /** X12 proceeds by default, set by set; what is left out is taken back with the whole document. */
    @Test
    void palletThatAReplacingShipNoticeLeavesOutIsTakenBackAsItsWarningSays() {
        JsonNode first = partner.capture(X12, shipNotice("00", PALLET, OTHER_PALLET));
        byte[] replacing = shipNotice("05", PALLET);
        String query = "?left_out=void&replaces=" + first.path("captureID").asString();

        JsonNode alone = partner.post("/validate", X12, replacing).json();
        JsonNode job = partner.post("/capture" + query, X12, replacing, "GS1-Capture-Error-Behaviour", "rollback")
                .json();

        assertThat(alone.toString()).contains("stays in force").contains("GS1-Capture-Error-Behaviour: rollback");
        List<String> pallets = texts(first.path("events"), "eventID");
        assertThat(texts(job.path("events"), "eventID")).as(job.toString()).containsAll(pallets);
        assertThat(statuses(job)).containsExactlyInAnyOrder("DUPLICATE", "DUPLICATE", "ACCEPTED", "ACCEPTED");
    }

    @Test
    void replacingShipNoticeIsAcceptedWithTheFaultThatAPalletIsLeftOut() {
        JsonNode first = partner.projected(partner.capture(X12, shipNotice("00", PALLET, OTHER_PALLET)));
        byte[] replacing = shipNotice("05", PALLET);
        String query = "?left_out=void&replaces=" + first.path("captureID").asString();

        JsonNode job = partner.post("/validate", X12, replacing).json();
        String alone = acknowledged("/capture", replacing);
        String whole = acknowledged("/capture", shipNotice("05", PALLET, OTHER_PALLET));
        String takenBack = acknowledged("/capture" + query, replacing);

        assertThat(texts(first.path("events"), "eventID").stream()
                        .filter(job.toString()::contains)
                        .filter(event -> job.at("/faults").toString().contains("(" + event + ")")))
                .as(job.toString())
                .hasSize(2);
        assertThat(job.toString())
                .contains("the shipment of " + OTHER_PALLET.substring(2), "the packing of " + OTHER_PALLET.substring(2))
                .doesNotContain("the shipment of " + PALLET.substring(2));
        assertThat(alone).contains("AK3*BSN*2**8~\nAK4*1**7*05~\nAK5*E*5~\nAK9*E*1*1*1~");
        assertThat(whole).contains("AK5*A~\nAK9*A*1*1*1~");
        assertThat(takenBack).contains("AK5*A~\nAK9*A*1*1*1~");
    }

    private String acknowledged(String path, byte[] notice) {
        return partner.post(path, X12, notice, "Accept", X12, "GS1-Capture-Error-Behaviour", "rollback")
                .text();
    }

    /** A day's interchange has several notices, and a partner replaces one of them. */
    @Test
    void noticeOfAnInterchangeIsReplacedWithoutTheOthers() {
        JsonNode first = partner.capture(
                X12, interchange(notice("00", "ASN1", PALLET, OTHER_PALLET), notice("00", "ASN2", THIRD_PALLET)));
        List<String> events = texts(first.path("events"), "eventID");
        byte[] replacing = interchange(notice("05", "ASN1", PALLET));
        String replaces = "?replaces=" + first.path("captureID").asString();

        JsonNode kept = partner.post("/validate" + replaces, X12, replacing).json();
        JsonNode checked = taken("/validate" + replaces + "&left_out=void", replacing);
        JsonNode job = taken("/capture" + replaces + "&left_out=void", replacing);
        JsonNode again = taken("/capture" + replaces + "&left_out=void", replacing);

        assertThat(statuses(job))
                .as(job.toString())
                .hasSize(4)
                .filteredOn("ACCEPTED"::equals)
                .hasSize(2);
        assertThat(texts(job.path("events"), "eventID")).containsExactlyInAnyOrderElementsOf(events.subList(0, 4));
        assertThat(replacesWarnings(job))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("no record in this file: 2; they are declared"));
        assertThat(replacesWarnings(checked)).as("foretold").isEqualTo(replacesWarnings(job));
        assertThat(texts(checked.path("events"), "eventID")).isEqualTo(texts(job.path("events"), "eventID"));
        assertThat(replacesWarnings(kept))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("no record in this file: 2; they stay")
                        .doesNotContain(events.subList(4, 6)));
        assertThat(statuses(again)).containsOnly("DUPLICATE");
    }

    @Test
    void noticeThatNamesOtherPalletsThroughoutReplacesThoseOfTheEarlierOne() {
        JsonNode first =
                partner.capture(X12, interchange(notice("00", "ASN3", PALLET), notice("00", "ASN4", OTHER_PALLET)));
        JsonNode second = taken(
                "/capture?replaces=" + first.path("captureID").asString(),
                interchange(notice("05", "ASN3", 31, PALLET), notice("05", "ASN4", OTHER_PALLET)));

        JsonNode job = taken(
                "/capture?left_out=void&replaces=" + second.path("captureID").asString(),
                interchange(notice("05", "ASN3", THIRD_PALLET)));

        List<String> corrected = texts(second.path("events"), "eventID").stream()
                .filter(event -> !texts(first.path("events"), "eventID").contains(event))
                .toList();
        assertThat(corrected).as(second.toString()).hasSize(1); // the packing has the quantity
        assertThat(statuses(job)).as(job.toString()).hasSize(4).containsOnly("ACCEPTED");
        assertThat(texts(job.path("events"), "eventID"))
                .containsAll(corrected)
                .contains(first.at("/events/1/eventID").asString());
    }

    @Test
    void receivingAdviceIsReplacedWithoutTheNoticesThatCameWithIt() {
        JsonNode first = partner.capture(
                X12, interchange("RC", advice("00", "REC1", PALLET, OTHER_PALLET), advice("00", "REC2", THIRD_PALLET)));

        JsonNode job = taken(
                "/capture?left_out=void&replaces=" + first.path("captureID").asString(),
                interchange("RC", advice("05", "REC1", PALLET)));

        assertThat(statuses(job)).as(job.toString()).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(job.at("/events/1/eventID")).isEqualTo(first.at("/events/1/eventID"));
    }

    @Test
    void captureThatHasNoneOfTheNoticesIsNotReplaced() {
        String first = partner.capture(X12, interchange(notice("00", "ASN5", PALLET)))
                .path("captureID")
                .asString();

        JsonNode job =
                taken("/capture?left_out=void&replaces=" + first, interchange(notice("05", "ASN6", OTHER_PALLET)));

        assertThat(statuses(job)).as(job.toString()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(replacesWarnings(job))
                .singleElement()
                .satisfies(message ->
                        assertThat(message).contains("the capture " + first + " has none of the notices of this file"));
    }

    private JsonNode taken(String path, byte[] interchange) {
        return partner.post(path, X12, interchange, "GS1-Capture-Error-Behaviour", "rollback")
                .json();
    }

    private static List<String> replacesWarnings(JsonNode job) {
        List<String> messages = new ArrayList<>();
        for (JsonNode event : job.path("events")) {
            for (JsonNode warning : event.path("warnings"))
                if (warning.path("rule").asString().equals("replaces"))
                    messages.add(warning.path("message").asString());
        }
        return messages;
    }

    private static byte[] shipNotice(String purpose, String... pallets) {
        return interchange(notice(purpose, "ASN0509", pallets));
    }

    @SafeVarargs
    private static byte[] interchange(List<String>... notices) {
        return interchange("SH", notices);
    }

    /** @param sets the segments of each between ST and SE */
    @SafeVarargs
    private static byte[] interchange(String group, List<String>... sets) {
        StringBuilder text = new StringBuilder("""
                ISA*00*          *00*          *ZZ*FRESHFARMS     *08*9254110060     *261120*1430*U*00401*000000009*0*P*>~
                GS*%s*FRESHFARMS*9254110060*20261120*1430*9*X*004010~
                """.formatted(group));
        int number = 0;
        for (List<String> set : sets) {
            text.append("ST*%s*%04d~\n".formatted(group.equals("SH") ? "856" : "861", ++number));
            set.forEach(segment -> text.append(segment).append("~\n"));
            text.append("SE*%d*%04d~\n".formatted(set.size() + 2, number));
        }
        text.append("GE*%d*9~\nIEA*1*000000009~\n".formatted(number));
        return text.toString().getBytes(UTF_8);
    }

    private static List<String> notice(String purpose, String number, String... pallets) {
        return notice(purpose, number, 30, pallets);
    }

    private static List<String> notice(String purpose, String number, int cases, String... pallets) {
        List<String> segments = new ArrayList<>(List.of(
                "BSN*" + purpose + "*" + number + "*20261120*1430*0001",
                "HL*1**S",
                "REF*BM*BOL509",
                "DTM*011*20261120*1015*PT",
                "N1*SF*Fresh Farms Salinas*UL*0860009999992",
                "N1*ST*Kroner DC 14*UL*0860008888884",
                "HL*2*1*O",
                "PRF*PO509"));
        int level = 2;
        for (String pallet : pallets) {
            segments.add("HL*%d*2*T".formatted(level + 1));
            segments.add("MAN*GM*" + pallet);
            segments.add("HL*%d*%d*I".formatted(level + 2, level + 1));
            segments.addAll(List.of("LIN*1*UK*10860009999920", "SN1*1*" + cases + "*CA", "REF*LT*CIL-509"));
            level += 2;
        }
        segments.add("CTT*" + level);
        return segments;
    }

    private static List<String> advice(String purpose, String number, String... pallets) {
        List<String> segments = new ArrayList<>(List.of(
                "BRA*" + number + "*20261121*" + purpose + "*1*0820",
                "REF*MA*ASN1",
                "DTM*050*20261121*0805*UT",
                "N1*SF*Fresh Farms Salinas*UL*0860009999992",
                "N1*ST*Kroner DC 14*UL*0860008888884"));
        int line = 0;
        for (String pallet : pallets) {
            segments.addAll(
                    List.of("RCD*" + ++line + "*30*CA", "LIN**UK*10860009999920*LT*CIL-509", "MAN*GM*" + pallet));
        }
        return segments;
    }

    @Test
    void rowsThatTheCorrectedFileLeavesOutAreDeclaredInErrorWhereItsSenderAsks() {
        JsonNode first = partner.capture(
                SheetPartner.CSV, csv(List.of(shipment("L-1"), shipment("L-2"), shipment("L-O3"), shipment("L-4"))));
        String query = "?left_out=void&replaces=" + first.path("captureID").asString();
        byte[] corrected = csv(List.of(shipment("L-1", "41"), shipment("L-03"), shipment("L-4")));
        EventLog log = LotledgerServer.shared().bean(EventLog.class);
        long head = log.head();

        JsonNode checked =
                partner.post("/validate" + query, SheetPartner.CSV, corrected).json();
        assertThat(log.head()).isEqualTo(head);
        JsonNode job =
                partner.post("/capture" + query, SheetPartner.CSV, corrected).json();
        JsonNode again =
                partner.post("/capture" + query, SheetPartner.CSV, corrected).json();

        assertThat(statuses(job))
                .as(job.toString())
                .containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED", "DUPLICATE", "ACCEPTED", "ACCEPTED");
        List<String> leftOut = List.of(
                first.at("/events/1/eventID").asString(),
                first.at("/events/2/eventID").asString());
        assertThat(texts(job.path("events"), "eventID").subList(4, 6)).isEqualTo(leftOut);
        assertThat(texts(job.path("events"), "place").subList(4, 6))
                .allSatisfy(place -> assertThat(place)
                        .endsWith("of the capture " + first.path("captureID").asString()));
        assertThat(texts(job.at("/events/0/warnings"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains("no record in this file: 2; they are declared in error", leftOut.get(0)));
        assertThat(texts(checked.path("events"), "eventID"))
                .as("foretold")
                .isEqualTo(texts(job.path("events"), "eventID"));
        assertThat(statuses(checked)).isEqualTo(statuses(job));
        assertThat(checked.at("/events/0/warnings")).isEqualTo(job.at("/events/0/warnings"));
        assertThat(statuses(again)).as(again.toString()).containsOnly("DUPLICATE");
        ErrorDeclarations declarations = LotledgerServer.shared().bean(ErrorDeclarations.class);
        for (String eventID : leftOut)
            await().until(() -> declarations.of(partner.organisation, eventID), declared -> declared.size() == 1);
        assertThat(partner.post("/capture" + query, SheetPartner.CSV, corrected)
                        .json()
                        .at("/events/0/warnings"))
                .isEmpty();
    }

    @Test
    void rowThatAnotherCaptureCorrectedIsNotDeclaredInErrorUnseen() {
        String first = partner.capture(SheetPartner.CSV, csv(List.of(shipment("M-1"), shipment("M-2"))))
                .path("captureID")
                .asString();
        JsonNode second = partner.post(
                        "/capture?replaces=" + first, SheetPartner.CSV, csv(List.of(shipment("M-2", "41"))))
                .json();
        byte[] shorter = csv(List.of(shipment("M-1")));
        String query = "/capture?left_out=void&replaces=";

        JsonNode stale = partner.post(query + first, SheetPartner.CSV, shorter).json();
        JsonNode job = partner.post(query + second.path("captureID").asString(), SheetPartner.CSV, shorter)
                .json();

        assertThat(statuses(stale)).as(stale.toString()).containsExactly("DUPLICATE");
        assertThat(texts(stale.at("/events/0/warnings"), "message"))
                .singleElement()
                .satisfies(message -> assertThat(message).contains("they stay and count", "corrected since"));
        assertThat(statuses(job)).as(job.toString()).containsExactly("DUPLICATE", "ACCEPTED");
        assertThat(job.at("/events/1/eventID")).isEqualTo(second.at("/events/1/eventID"));
    }

    @Test
    void rowsThatAreLeftOutAreDeclaredInErrorOnlyByAFileThatIsTakenAsAWhole() {
        byte[] file = csv(List.of(shipment("N-1")));
        String first = partner.capture(SheetPartner.CSV, file).path("captureID").asString();
        for (String call : List.of("/capture", "/validate")) {
            SheetPartner.Answer proceeding = partner.post(
                    call + "?left_out=void&replaces=" + first,
                    SheetPartner.CSV,
                    file,
                    "GS1-Capture-Error-Behaviour",
                    "proceed");
            SheetPartner.Answer alone = partner.post(call + "?left_out=void", SheetPartner.CSV, file);
            SheetPartner.Answer unknown =
                    partner.post(call + "?left_out=all&replaces=" + first, SheetPartner.CSV, file);

            assertThat(List.of(proceeding.status(), alone.status(), unknown.status()))
                    .as(call)
                    .containsOnly(400);
            assertThat(proceeding.text()).contains("GS1-Capture-Error-Behaviour: rollback");
            assertThat(alone.text()).contains("replaces={captureID}");
            assertThat(unknown.text()).contains("keep or void, not 'all'");
        }
    }
}
