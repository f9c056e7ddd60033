package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.AckCode;
import io.lotledger.intake.x12.element.NoticeContext;
import java.util.Optional;
import java.util.Set;

/** The purpose and the number of a notice, which stand in its first segment. */
final class NoticeNumbers {
    private static final String REPLACEMENT = "05";

    /** Original, replacement, duplicate. */
    private static final Set<String> PURPOSES = Set.of("00", REPLACEMENT, "07");

    private static final int MOST_CHARACTERS = 80;

    private NoticeNumbers() {}

    /**
     * A replacement or duplicate has the number of the original, so the log compares each of its events with what it has. An event
     * that a replacement leaves out is compared with nothing.
     */
    static void checkPurpose(NoticeContext notice, X12Segment segment, int element) {
        String purpose = segment.element(element);
        String name = segment.elementName(element);
        if (purpose.equals(REPLACEMENT)) {
            notice.faults()
                    .warning(
                            segment,
                            element,
                            "purpose",
                            name
                                    + " says that this notice replaces an earlier one; what only the earlier one has, such as a"
                                    + " pallet, stays in force; to take it back, send this notice with ?replaces= and the"
                                    + " captureID of the earlier one, left_out=void and"
                                    + " GS1-Capture-Error-Behaviour: rollback");
        }
        if (PURPOSES.contains(purpose)) return;
        if (purpose.isEmpty()) {
            notice.faults().missing(segment, element, "purpose", name + " must have the purpose: 00 for an original");
            return;
        }
        notice.faults()
                .value(
                        segment,
                        element,
                        "purpose",
                        name + " has the purpose '" + purpose
                                + "', which is not taken; send 00 for an original, 05 for a"
                                + " replacement with the same number, or declare the captured events erroneous");
    }

    static Optional<String> number(NoticeContext notice, X12Segment segment, int element) {
        String number = segment.element(element);
        String name = segment.elementName(element);
        if (number.isEmpty()) {
            notice.faults().missing(segment, element, "number", name + " must have the number of the notice");
            return Optional.empty();
        }
        if (number.length() > MOST_CHARACTERS) {
            notice.faults()
                    .error(
                            segment,
                            element,
                            AckCode.TOO_LONG,
                            "number",
                            name + " may have at most " + MOST_CHARACTERS + " characters");
            return Optional.empty();
        }
        return Optional.of(number);
    }
}
