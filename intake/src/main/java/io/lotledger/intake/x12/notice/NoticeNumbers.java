package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.AckCode;
import io.lotledger.intake.x12.element.NoticeContext;
import java.util.Optional;
import java.util.Set;

/** The purpose and the number of a notice, which stand in its first segment. */
final class NoticeNumbers {
    /** Original, replacement, duplicate. */
    private static final Set<String> PURPOSES = Set.of("00", "05", "07");

    private static final int MOST_CHARACTERS = 80;

    private NoticeNumbers() {}

    /** A replacement or duplicate has the number of the original, so the log compares it with what it has. */
    static void checkPurpose(NoticeContext notice, X12Segment segment, int element) {
        String purpose = segment.element(element);
        if (PURPOSES.contains(purpose)) return;
        String name = segment.elementName(element);
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
