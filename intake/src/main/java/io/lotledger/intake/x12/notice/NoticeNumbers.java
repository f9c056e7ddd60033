package io.lotledger.intake.x12.notice;

import io.lotledger.intake.x12.X12Fault;
import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.element.AckCode;
import io.lotledger.intake.x12.element.NoticeContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The purpose and the number of a notice, which stand in its first segment. */
final class NoticeNumbers {
    private static final String REPLACEMENT = "05";

    /** Original, replacement, duplicate. */
    private static final Set<String> PURPOSES = Set.of("00", REPLACEMENT, "07");

    private static final String PURPOSE = "purpose";

    private static final String REMEDY =
            " stays in force; to take it back, send this notice with ?replaces= and the captureID of the earlier one,"
                    + " left_out=void and GS1-Capture-Error-Behaviour: rollback";

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
                            PURPOSE,
                            name
                                    + " says that this notice replaces an earlier one; what only the earlier one has, such as a"
                                    + " pallet,"
                                    + REMEDY);
        }
        if (PURPOSES.contains(purpose)) return;
        if (purpose.isEmpty()) {
            notice.faults().missing(segment, element, PURPOSE, name + " must have the purpose: 00 for an original");
            return;
        }
        notice.faults()
                .value(
                        segment,
                        element,
                        PURPOSE,
                        name + " has the purpose '" + purpose
                                + "', which is not taken; send 00 for an original, 05 for a"
                                + " replacement with the same number, or declare the captured events erroneous");
    }

    /** Whether it is the warning of a notice that replaces another. */
    static boolean isOfReplacement(X12Fault fault) {
        return !fault.isError() && fault.rule().equals(PURPOSE);
    }

    /** @param staying what only the earlier notice has, in words */
    static X12Fault notedOf(X12Fault replacement, List<String> staying) {
        return replacement.noted("this notice replaces an earlier one (purpose " + REPLACEMENT
                + "), which has what this" + " one leaves out: " + String.join(", ", staying) + "; it" + REMEDY);
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
