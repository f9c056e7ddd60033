package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Segment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads quantities and their units, and translates the units of X12 (element 355) to UN/CEFACT Rec. 20. */
public final class AmountReader {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,9})?|\\.[0-9]{1,9}");

    /** Codes that mean the same in trade everywhere. A pint and a quart may be dry or liquid: the partner's profile says. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("EA", "EA"),
            Map.entry("UN", "C62"),
            Map.entry("PC", "H87"),
            Map.entry("DZ", "DZN"),
            Map.entry("CA", "XCS"),
            Map.entry("CT", "XCT"),
            Map.entry("BX", "XBX"),
            Map.entry("BG", "XBG"),
            Map.entry("PK", "XPK"),
            Map.entry("PL", "XPX"),
            Map.entry("LB", "LBR"),
            Map.entry("01", "LBR"),
            Map.entry("OZ", "ONZ"),
            Map.entry("CW", "CWA"),
            Map.entry("TN", "STN"),
            Map.entry("KG", "KGM"),
            Map.entry("50", "KGM"),
            Map.entry("GR", "GRM"),
            Map.entry("MP", "TNE"),
            Map.entry("GA", "GLL"),
            Map.entry("FO", "OZA"),
            Map.entry("LT", "LTR"),
            Map.entry("ML", "MLT"),
            Map.entry("BU", "BUA"));

    private final NoticeContext notice;

    AmountReader(NoticeContext notice) {
        this.notice = notice;
    }

    /** What a unit of X12 means in trade everywhere; empty if the partner has to say it. */
    public static Optional<String> usualUnit(String code) {
        return Optional.ofNullable(UNITS.get(code));
    }

    /** What an item counts: SN1. Empty without it, or with a fault. */
    public Optional<Amount> ofItem(List<X12Segment> item) {
        return item.stream().filter(segment -> segment.is("SN1")).findFirst().flatMap(sn1 -> amount(sn1, 2, 3));
    }

    /** What one pack holds: SN1, otherwise its content by PO4, which of an item is the content of each of its packs. */
    public Optional<Amount> ofPack(List<X12Segment> pack) {
        if (isCounted(pack)) return ofItem(pack);
        return pack.stream().filter(AmountReader::isContent).findFirst().flatMap(this::packed);
    }

    public static boolean isCounted(List<X12Segment> segments) {
        return segments.stream().anyMatch(segment -> segment.is("SN1"));
    }

    public static boolean isCountedPack(List<X12Segment> pack) {
        return isCounted(pack) || pack.stream().anyMatch(AmountReader::isContent);
    }

    private static boolean isContent(X12Segment segment) {
        return segment.is("PO4") && segment.has(2) && segment.has(3);
    }

    /** PO401 packs of PO402 in the unit PO403. */
    private Optional<Amount> packed(X12Segment po4) {
        Optional<BigDecimal> packs = po4.has(1) ? number(po4, 1) : Optional.of(BigDecimal.ONE);
        Optional<Amount> size = amount(po4, 2, 3);
        if (packs.isEmpty() || size.isEmpty()) return Optional.empty();
        notice.faults()
                .warning(
                        po4,
                        2,
                        "quantity",
                        "there is no SN1: the quantity is the pack's content, PO401 times PO402; send SN1");
        return Optional.of(new Amount(
                packs.get().multiply(size.get().quantity()), size.get().uom(), po4));
    }

    public Optional<Amount> amount(X12Segment segment, int quantity, int unit) {
        Optional<BigDecimal> number = number(segment, quantity);
        Optional<String> uom = unit(segment, unit);
        if (number.isEmpty() || uom.isEmpty()) return Optional.empty();
        return Optional.of(new Amount(number.get(), uom.get(), segment));
    }

    /** The number that a text writes; empty if it is none. */
    static Optional<BigDecimal> quantity(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private Optional<BigDecimal> number(X12Segment segment, int element) {
        String text = segment.element(element);
        String name = segment.elementName(element);
        if (text.isEmpty()) {
            notice.faults().missing(segment, element, "quantity", name + " must say the quantity, such as 40");
            return Optional.empty();
        }
        if (!NUMBER.matcher(text).matches()) {
            notice.faults()
                    .error(
                            segment,
                            element,
                            AckCode.CHARACTERS,
                            "quantity",
                            name + " must be a quantity in digits, such as 40 or 40.5, not '" + text + "'");
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        if (number.signum() == 0) {
            notice.faults().value(segment, element, "quantity", name + " is zero; leave goods that did not move out");
            return Optional.empty();
        }
        return Optional.of(number);
    }

    /** What a unit of X12 means to the partner; empty if it is not known. */
    Optional<String> uom(String code) {
        return Optional.ofNullable(notice.settings().units().getOrDefault(code, UNITS.get(code)));
    }

    private Optional<String> unit(X12Segment segment, int element) {
        String code = segment.element(element);
        String name = segment.elementName(element);
        if (code.isEmpty()) {
            notice.faults().missing(segment, element, "unit", name + " must say the unit, such as CA or LB");
            return Optional.empty();
        }
        Optional<String> uom = uom(code);
        if (uom.isPresent()) return uom;
        notice.faults()
                .value(
                        segment,
                        element,
                        "unit",
                        name + " has the unit '" + code
                                + "', which is not known here; send EA, CA or LB, or add its code of"
                                + " UN/CEFACT Rec. 20 to \"units\" of the partner's profile");
        return Optional.empty();
    }
}
