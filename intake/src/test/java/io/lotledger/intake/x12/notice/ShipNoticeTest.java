package io.lotledger.intake.x12.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.intake.x12.element.X12Settings;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ShipNoticeTest {
    private static final String PALLET = "https://id.gs1.org/00/008600099990000015";

    @Test
    void aPalletThatTwoOrdersShareIsShippedOnce() {
        ReadNotices read = ReadNotices.of(ReadNotices.file("shared-pallet"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        assertThat(read.events("shipping")).hasSize(1);
        JsonNode shipping = read.events("shipping").get(0);
        assertThat(texts(shipping.path("epcList"))).containsExactly(PALLET);
        assertThat(shipping.path("eventTime").asString()).isEqualTo("2026-11-20T10:15:00.000-08:00");
        assertThat(shipping.path("bizTransactionList").toString())
                .contains(
                        "urn:epcglobal:cbv:bt:0860009999992:ASN1001",
                        "urn:epcglobal:cbv:bt:0860009999992:BOL778",
                        "urn:epcglobal:cbv:bt:0860008888884:PO501",
                        "urn:epcglobal:cbv:bt:0860008888884:PO502");
        assertThat(read.events("packing")).singleElement().satisfies(packing -> {
            assertThat(packing.path("parentID").asString()).isEqualTo(PALLET);
            assertThat(packing.path("childQuantityList").toString())
                    .isEqualTo("[{\"epcClass\":\"https://id.gs1.org/01/10860009999906/10/ROM-1120A\",\"quantity\":48,"
                            + "\"uom\":\"XCS\"},{\"epcClass\":\"https://id.gs1.org/01/10860009999913/10/BAS-1120A\","
                            + "\"quantity\":12,\"uom\":\"XCS\"}]");
        });
    }

    @Test
    void ordersBelowAPalletShareItToo() {
        String notice = ReadNotices.file("shared-pallet");
        String tareFirst = notice.replace(
                        "HL*2*1*O~\nPRF*PO501***20261115~\nHL*3*2*T~\nMAN*GM*00008600099990000015~\nHL*4*3*I",
                        "HL*3*1*T~\nMAN*GM*00008600099990000015~\nHL*2*3*O~\nPRF*PO501***20261115~\nHL*4*2*I")
                .replace(
                        "HL*5*1*O~\nPRF*PO502***20261116~\nHL*6*5*T~\nMAN*GM*00008600099990000015~\nHL*7*6*I",
                        "HL*5*3*O~\nPRF*PO502***20261116~\nHL*7*5*I")
                .replace("HL*8*6*I", "HL*8*5*I")
                .replace("SE*36*", "SE*34*");
        assertThat(tareFirst).isNotEqualTo(notice);

        ReadNotices read = ReadNotices.of(tareFirst);

        assertThat(read.errors()).isEmpty();
        assertThat(nodes(read)).isEqualTo(nodes(ReadNotices.of(notice)));
    }

    @Test
    void onlyTheOutermostOfNestedUnitsIsShipped() {
        ReadNotices read = ReadNotices.of(ReadNotices.file("nested-tares"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("packing")).hasSize(4);
        assertThat(read.events("shipping"))
                .singleElement()
                .satisfies(shipping -> assertThat(texts(shipping.path("epcList")))
                        .containsExactly("https://id.gs1.org/00/008600099990000022"));
        assertThat(read.events("packing").get(2).path("childEPCs").toString())
                .contains("008600099990000046", "008600099990000053");
    }

    @Test
    void goodsInNoUnitAreShippedInOneEvent() {
        ReadNotices read = ReadNotices.of(ReadNotices.file("loose"));

        assertThat(read.events()).hasSize(1);
        assertThat(read.events("shipping").get(0).path("quantityList").toString())
                .contains("/10/ROM-1121A\",\"quantity\":60", "/10/ROM-1121B\",\"quantity\":40")
                .contains("urn:lotledger:lot:", "HERB-5\",\"quantity\":250.5,\"uom\":\"LBR\"");
        assertThat(read.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("ISA 4 · GS 4 · ST 0001 · segment 7 DTM, element DTM02: the time has no time code")
                        .contains("UTC is assumed"))
                .anySatisfy(warning -> assertThat(warning).contains("VN '4711'"));
    }

    @Test
    void lotsThatDoNotAddUpToTheirItemAreTakenWithAWarning() {
        String notice = ReadNotices.file("loose");

        ReadNotices read = ReadNotices.of(notice.replace("*40*CA****LT*ROM-1121B", "*30*CA****LT*ROM-1121B"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("shipping").get(0).path("quantityList").toString())
                .contains("ROM-1121B\",\"quantity\":30");
        assertThat(read.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains("SN1, element SN102", "SN102 is 100, but its SLN segments add up to 90"));
        assertThat(ReadNotices.of(notice).warnings())
                .noneSatisfy(warning -> assertThat(warning).contains("add up"));
    }

    @Test
    void looseGoodsForTwoPlacesAreTwoShipments() {
        String notice = ReadNotices.file("loose")
                .replace("HL*4*2*I~", "HL*4*1*O~\nPRF*PO802~\nN1*ST*Store 7*UL*0860009999008~\nHL*5*4*I~")
                .replace("CTT*4~", "CTT*5~")
                .replace("SE*25*", "SE*28*");

        ReadNotices read = ReadNotices.of(notice);

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("shipping"))
                .satisfiesExactly(
                        first -> assertThat(first.toString())
                                .contains("ROM-1121A", "/414/0860008888884", "PO801")
                                .doesNotContain("HERB-5", "/414/0860009999008"),
                        second -> assertThat(second.toString())
                                .contains("HERB-5", "/414/0860009999008", "PO802")
                                .doesNotContain("ROM-1121A", "/414/0860008888884"));
        assertThat(read.events("shipping").get(0).path("eventID"))
                .isNotEqualTo(read.events("shipping").get(1).path("eventID"));
    }

    @Test
    void aTestInterchangeIsTakenWithAWarning() {
        ReadNotices read = ReadNotices.of(ReadNotices.file("loose").replace("*0*P*>~", "*0*T*>~"));

        assertThat(read.events("shipping")).hasSize(1);
        assertThat(read.warnings()).anySatisfy(warning -> assertThat(warning).contains("ISA15", "/validate"));
    }

    @Test
    void codeOfOneDigitTooManyIsNotReadAsALongerOne() {
        String uk = "LIN*1*UK*10860009999906";
        assertFault("loose", uk, "LIN*1*UI*860009999900", "must have 11 digits without a check digit, not 12");
        assertFault("loose", uk, "LIN*1*UI*860009999900", "send a code with its check digit as UP");
        assertFault("loose", uk, "LIN*1*UA*0860009999900", "as EN");
        assertFault("loose", uk, "LIN*1*UC*10860009999906", "as UK");
        String without = ReadNotices.file("loose").replace(uk, "LIN*1*UC*1086000999990");
        assertThat(ReadNotices.of(without).errors()).isEmpty();
    }

    @Test
    void aPartnersZoneCodesAndPlacesAreUsed() {
        X12Settings settings = new X12Settings(
                ZoneId.of("America/Chicago"),
                Map.of("V", "I"),
                X12Settings.USUAL.productQualifiers(),
                List.of("LT"),
                List.of("LT"),
                List.of("GM"),
                Map.of("ZX", "XCR"),
                Map.of("VN:4711", "10860009999920"),
                Map.of("92:DC14", "0860008888884"),
                true);
        String notice = ReadNotices.file("loose")
                .replace("HL*4*2*I", "HL*4*2*V")
                .replace("UL*0860008888884", "92*DC14")
                .replace("250.5*LB", "3*ZX");

        ReadNotices read = ReadNotices.of(notice.getBytes(StandardCharsets.UTF_8), settings);

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        JsonNode shipping = read.events("shipping").get(0);
        assertThat(shipping.path("eventTime").asString()).isEqualTo("2026-11-20T10:15:00.000-06:00");
        assertThat(shipping.path("quantityList").toString())
                .contains("https://id.gs1.org/01/10860009999920/10/HERB-5\",\"quantity\":3,\"uom\":\"XCR\"");
        assertThat(shipping.path("destinationList").toString()).contains("/414/0860008888884");
    }

    @Test
    void packsBelowAnItemHoldTheirOwnLotsAndAmounts() {
        String notice = ReadNotices.file("loose")
                .replace("HL*4*2*I~\nLIN*2*VN*4711*LT*HERB-5~\nSN1*2*250.5*LB~\n", """
                        HL*4*2*I~
                        LIN*2*UK*10860009999920~
                        SN1*2*30*CA~
                        HL*5*4*P~
                        MAN*GM*00008600099990000077~
                        SN1**20*CA~
                        REF*LT*CIL-1~
                        HL*6*4*P~
                        MAN*GM*00008600099990000084~
                        SN1**10*CA~
                        REF*LT*CIL-2~
                        """)
                .replace("SE*25*", "SE*33*");

        ReadNotices read = ReadNotices.of(notice);

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("packing")).hasSize(2);
        assertThat(read.events("packing").toString())
                .contains("/10/CIL-1\",\"quantity\":20", "/10/CIL-2\",\"quantity\":10");
        assertThat(read.events("shipping")).hasSize(3);
    }

    @Test
    void whatPacksLeaveOfTheirItemIsShippedLoose() {
        ReadNotices read = ReadNotices.of(packed("60*CA", "30*CA"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("packing").toString()).contains("\"quantity\":60", "\"quantity\":30");
        assertThat(read.events("shipping")).hasSize(3);
        assertThat(read.events("shipping").toString())
                .contains("/10/CIL-1\",\"quantity\":10,\"uom\":\"XCS\"", "PO801", "/414/0860008888884");
        assertThat(read.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .contains("segment 18 SN1, element SN102", "SN102 is 100", "hold 90", "the other 10"));
    }

    @Test
    void packsThatHoldMoreThanTheirItemAreTakenWithAWarning() {
        ReadNotices read = ReadNotices.of(packed("60*CA", "60*CA"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("shipping")).hasSize(2);
        assertThat(read.events("packing")).hasSize(2);
        assertThat(read.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("SN102 is 100", "hold 120; what they say counts"));
        assertThat(ReadNotices.of(packed("60*CA", "40*CA")).warnings())
                .noneSatisfy(warning -> assertThat(warning).contains("packs below it"));
    }

    @Test
    void packsCountedInAnotherUnitThanTheirItemAreTakenWithAWarning() {
        ReadNotices read = ReadNotices.of(packed("60*LB", "30*LB"));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("shipping")).hasSize(2);
        assertThat(read.warnings())
                .anySatisfy(warning -> assertThat(warning).contains("SN102 is 100 and cannot be compared"));
    }

    @Test
    void whatInnerPacksLeaveStaysInTheUnitAroundThem() {
        String notice = loose("""
                HL*4*2*T~
                MAN*GM*00008600099990000077~
                HL*5*4*I~
                LIN*2*UK*10860009999920*LT*CIL-1~
                SN1*2*100*CA~
                HL*6*5*P~
                SN1**20*CA~
                MAN*GM*00008600099990000084~
                HL*7*6*P~
                SN1**4*CA~
                MAN*GM*00008600099990000091~
                """, 28);

        ReadNotices read = ReadNotices.of(notice);

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("shipping")).hasSize(1);
        assertThat(read.events("packing"))
                .extracting(packing -> packing.path("childQuantityList")
                        .path(0)
                        .path("quantity")
                        .asInt())
                .containsExactly(4, 16, 80);
    }

    @Test
    void whatPacksLeaveOfAnItemWithoutALotNeedsOne() {
        String notice = packed("60*CA~\nREF*LT*A", "30*CA~\nREF*LT*B")
                .replace("*LT*CIL-1", "")
                .replace("SE*26*", "SE*28*");

        assertThat(ReadNotices.of(notice).errors())
                .singleElement()
                .satisfies(
                        error -> assertThat(error).contains("segment 17 LIN: the item has no lot: send REF with LT"));
    }

    @Test
    void lotsThatDivideAnItemAreNotInEachOfItsPacks() {
        String notice = packed("60*CA", "40*CA")
                .replace("SN1*2*100*CA~\n", "SN1*2*100*CA~\nSLN*1**I*70*CA****LT*A~\nSLN*2**I*30*CA****LT*B~\n")
                .replace("*LT*CIL-1", "")
                .replace("SE*26*", "SE*28*");

        assertThat(ReadNotices.of(notice).errors())
                .singleElement()
                .satisfies(error -> assertThat(error).contains("the item has no lot"));
    }

    /** An item of 100 cases with two packs. */
    private static String packed(String one, String other) {
        return loose("""
                HL*4*2*I~
                LIN*2*UK*10860009999920*LT*CIL-1~
                SN1*2*100*CA~
                HL*5*4*P~
                SN1**%s~
                MAN*GM*00008600099990000077~
                HL*6*4*P~
                SN1**%s~
                MAN*GM*00008600099990000084~
                """.formatted(one, other), 26);
    }

    /** The loose shipment with these levels for its items. */
    private static String loose(String levels, int segments) {
        String notice = ReadNotices.file("loose");
        return notice.substring(0, notice.indexOf("HL*3*2*I"))
                + levels
                + notice.substring(notice.indexOf("CTT*4")).replace("SE*25*", "SE*" + segments + "*");
    }

    @Test
    void everyFaultOfASetIsNamedWithItsSegmentAndElement() {
        ReadNotices read = ReadNotices.of(ReadNotices.file("one-bad-of-two"));

        assertThat(read.events("shipping")).hasSize(1);
        assertThat(read.events()).hasSize(3);
        assertThat(read.errors())
                .satisfiesExactly(
                        sscc -> assertThat(sscc)
                                .startsWith("ISA 3 · GS 3 · ST 0002 · segment 17 MAN, element MAN02: ")
                                .contains("wrong check digit: 00860009999000006 needs 0"),
                        gtin -> assertThat(gtin)
                                .startsWith("ISA 3 · GS 3 · ST 0002 · segment 19 LIN, element LIN03: ")
                                .contains("1086000999990 needs 6", "[10860009999900]"),
                        lot -> assertThat(lot)
                                .startsWith("ISA 3 · GS 3 · ST 0002 · segment 23 LIN: the item has no lot")
                                .contains("send REF with LT"),
                        unit -> assertThat(unit)
                                .startsWith("ISA 3 · GS 3 · ST 0002 · segment 24 SN1, element SN103: ")
                                .contains("'ZX'", "\"units\""));
    }

    @Test
    void eachKindOfFaultSaysWhatToSend() {
        assertFault("shared-pallet", "UL*0860008888884", "UL*0860008888880", "N104 has a wrong check digit");
        assertFault("shared-pallet", "UL*0860008888884", "", "send UL in N103 and the GLN in N104");
        assertFault("shared-pallet", "N1*ST*Kroner DC 14*UL*0860008888884", "N2*x", "send N1 with ST, UL and the GLN");
        assertFault("shared-pallet", "N1*SF*Fresh Farms Salinas*UL*0860009999992", "N2*x", "send N1 with SF");
        assertFault("shared-pallet", "HL*3*2*T", "HL*3*9*T", "HL02 names '9'");
        assertFault("shared-pallet", "HL*3*2*T", "HL*3*2*Q", "HL03 must be S (shipment)");
        assertFault("shared-pallet", "HL*3*2*T", "HL*2*2*T", "two HL segments have the id '2'");
        assertFault("shared-pallet", "SN1*1*40*CA", "SN1*1*forty*CA", "must be a quantity in digits");
        assertFault("shared-pallet", "SN1*1*40*CA", "SN1*1*0*CA", "is zero");
        assertFault("shared-pallet", "SN1*1*40*CA", "N2*x", "send SN1");
        assertFault(
                "shared-pallet",
                "REF*LT*ROM-1120A~\nHL*5",
                "REF*LT*A~\nREF*LT*B~\nHL*5",
                "names 2 lots and one quantity");
        assertFault(
                "shared-pallet", "LIN*1*UK*10860009999906~\nSN1*1*40", "LIN*1*BL*Fresh~\nSN1*1*40", "names no GTIN");
        assertFault("shared-pallet", "20261120*1015*PT", "20261320*1015*PT", "must be a date in CCYYMMDD");
        assertFault("shared-pallet", "20261120*1015*PT", "20261120*2515*PT", "must be a time in HHMM");
        assertFault("shared-pallet", "20261120*1015*PT", "20261120*1015*QQ", "time code 'QQ'");
        assertFault("shared-pallet", "BSN*00*ASN1001", "BSN*01*ASN1001", "purpose '01'");
        assertFault("shared-pallet", "BSN*00*ASN1001", "BSN*00*", "BSN02 must have the number");
        assertFault("shared-pallet", "BSN*00*ASN1001*20261120*1430*0001", "N2*x", "no BSN segment");
        assertFault("shared-pallet", "SE*36*", "SE*12*", "SE01 says '12', but the set has 36 segments");
        assertFault("shared-pallet", "SE*36*0001", "SE*36*0009", "SE02 must repeat the control number");
        assertFault("shared-pallet", "ST*856*", "ST*850*", "transaction set '850' is not taken");
        assertFault("shared-pallet", "X*004010", "X*003040", "version '003040' (GS08) is not taken");
        assertFault(
                "nested-tares", "MAN*GM*00008600099990000053", "MAN*GM*00008600099990000022", "stands in two units");
    }

    private static void assertFault(String file, String text, String replacement, String message) {
        String sent = ReadNotices.file(file);
        int at = sent.indexOf(text);
        assertThat(at).as(text).isNotNegative();
        String faulty = sent.substring(0, at) + replacement + sent.substring(at + text.length());
        assertThat(ReadNotices.of(faulty).errors())
                .as(replacement)
                .anySatisfy(error -> assertThat(error).contains(message));
    }

    @Test
    void theSameNoticeHasTheSameIdsWhateverItsControlNumbers() {
        String notice = ReadNotices.file("shared-pallet");
        String again = notice.replace("*000000001", "*000000877")
                .replace("*1*X*", "*877*X*")
                .replace("GE*1*1~", "GE*1*877~");

        assertThat(nodes(ReadNotices.of(again))).isEqualTo(nodes(ReadNotices.of(notice)));
        assertThat(nodes(ReadNotices.of(notice.replace("ASN1001", "ASN1009"))))
                .doesNotContainAnyElementsOf(nodes(ReadNotices.of(notice)));
    }

    @Test
    void aGoodWithoutALotIsTakenByGtinWhereThePartnerNeedsNone() {
        X12Settings usual = X12Settings.USUAL;
        X12Settings noLots = new X12Settings(
                null,
                Map.of(),
                usual.productQualifiers(),
                usual.lotQualifiers(),
                usual.lotReferences(),
                usual.ssccQualifiers(),
                Map.of(),
                Map.of(),
                Map.of(),
                false);
        String notice = ReadNotices.file("shared-pallet").replace("REF*LT*ROM-1120A", "REF*ZZ*1");

        ReadNotices read = ReadNotices.of(notice.getBytes(StandardCharsets.UTF_8), noLots);

        assertThat(read.errors()).isEmpty();
        assertThat(read.events("packing").toString()).contains("\"https://id.gs1.org/01/10860009999906\"");
        assertThat(read.warnings()).anySatisfy(warning -> assertThat(warning).contains("captured by GTIN"));
    }

    private static List<String> nodes(ReadNotices read) {
        return read.events().stream()
                .map(SentEvent::node)
                .map(JsonNode::toString)
                .toList();
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
