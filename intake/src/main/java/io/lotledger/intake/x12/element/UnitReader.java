package io.lotledger.intake.x12.element;

import io.lotledger.ingest.epcis.identifier.CheckDigit;
import io.lotledger.intake.x12.X12Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads SSCCs from MAN. */
public final class UnitReader {
    private final NoticeContext notice;

    public UnitReader(NoticeContext notice) {
        this.notice = notice;
    }

    /** @param segment the MAN that names it */
    public record Sscc(String digits, X12Segment segment) {}

    /** The SSCC of a level. Empty if it has none; with a fault if it has several or a wrong one. */
    public Optional<Sscc> sscc(List<X12Segment> segments) {
        Map<String, Sscc> found = new LinkedHashMap<>();
        for (X12Segment segment : segments) {
            if (!segment.is("MAN")) continue;
            read(segment, 1).ifPresent(sscc -> found.putIfAbsent(sscc.digits, sscc));
            read(segment, 4).ifPresent(sscc -> found.putIfAbsent(sscc.digits, sscc));
        }
        if (found.size() > 1) {
            List<Sscc> all = List.copyOf(found.values());
            notice.faults()
                    .error(
                            all.get(1).segment(),
                            2,
                            AckCode.VALUE,
                            "sscc",
                            "the level names " + all.size() + " SSCCs, so what is in each is not known; send a level of"
                                    + " its own for each SSCC");
        }
        return found.values().stream().findFirst();
    }

    private Optional<Sscc> read(X12Segment man, int qualifier) {
        if (!notice.settings().ssccQualifiers().contains(man.element(qualifier))) return Optional.empty();
        int element = qualifier + 1;
        String sent = man.element(element);
        if (man.has(element + 1) && !man.element(element + 1).equals(sent)) {
            notice.faults()
                    .value(
                            man,
                            element + 1,
                            "sscc",
                            "a range of SSCCs does not say what is in each; send a level of its"
                                    + " own for each SSCC");
        }
        String digits = sent.length() == 20 && sent.startsWith("00") ? sent.substring(2) : sent;
        String name = man.elementName(element);
        if (sent.isEmpty()) {
            notice.faults().missing(man, element, "sscc", name + " must have the SSCC");
        } else if (!digits.matches("[0-9]{18}")) {
            notice.faults()
                    .value(
                            man,
                            element,
                            "sscc",
                            name + " must be an SSCC of 18 digits, or 20 with 00 before it, not '" + sent + "'");
        } else if (!CheckDigit.isValid(digits)) {
            String body = digits.substring(0, 17);
            notice.faults()
                    .value(
                            man,
                            element,
                            "sscc",
                            name + " has a wrong check digit: " + body + " needs " + CheckDigit.of(body)
                                    + "; check the digits for a typing error");
        } else {
            return Optional.of(new Sscc(digits, man));
        }
        return Optional.empty();
    }
}
