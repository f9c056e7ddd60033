package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Fault;
import io.lotledger.intake.x12.X12Segment;
import io.lotledger.intake.x12.X12Set;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the faults of one set; each once. It lists the first errors and the first warnings, and counts all of them. */
public final class FaultLog {
    /** Errors that are listed; as many warnings are. */
    static final int MOST = 1_000;

    private final X12Set set;
    private final Set<X12Fault> faults = new LinkedHashSet<>();
    private int errors;
    private int warnings;

    public FaultLog(X12Set set) {
        this.set = set;
        set.faults().forEach(this::add);
    }

    /** A data element with a wrong value. */
    public void value(X12Segment segment, int element, String rule, String message) {
        error(segment, element, AckCode.VALUE, rule, message);
    }

    /** A data element that is needed and was not sent. */
    public void missing(X12Segment segment, int element, String rule, String message) {
        error(segment, element, AckCode.MISSING, rule, message);
    }

    /**
     * A segment that is needed and was not sent.
     *
     * @param near segment that begins the loop in which it is missing
     */
    public void missing(X12Segment near, String tag, String rule, String message) {
        add(new X12Fault(set.place(near, 0), true, AckCode.SEGMENT_MISSING.code, tag, rule, message, null));
    }

    public void error(X12Segment segment, int element, AckCode code, String rule, String message) {
        add(new X12Fault(
                set.place(segment, element), true, code.code, segment.tag(), rule, message, sent(segment, element)));
    }

    public void warning(X12Segment segment, int element, String rule, String message) {
        add(new X12Fault(set.place(segment, element), false, "", segment.tag(), rule, message, sent(segment, element)));
    }

    /** A fault of the set as a whole. */
    public void ofSet(AckCode code, String rule, String message, @Nullable String value) {
        add(new X12Fault(set.place(), true, code.code, "", rule, message, value));
    }

    /** A remark on the set as a whole. */
    public void warningOfSet(String rule, String message, @Nullable String value) {
        add(new X12Fault(set.place(), false, "", "", rule, message, value));
    }

    private void add(X12Fault fault) {
        if (faults.contains(fault)) return;
        int count = fault.isError() ? ++errors : ++warnings;
        if (count <= MOST) faults.add(fault);
    }

    private static @Nullable String sent(X12Segment segment, int element) {
        return element == 0 || !segment.has(element) ? null : segment.element(element);
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /** In document order; what is not listed is said at the end. */
    public List<X12Fault> all() {
        List<X12Fault> all = new ArrayList<>(faults);
        all.sort(Comparator.comparingInt((X12Fault fault) -> fault.place().segment())
                .thenComparingInt(fault -> fault.place().element()));
        if (errors > MOST) {
            String message = (errors - MOST) + " more faults of this set are not listed; mend these and send it again";
            all.add(overflow(true, AckCode.SEGMENTS_IN_ERROR.code, message));
        }
        if (warnings > MOST) {
            all.add(overflow(false, "", (warnings - MOST) + " more warnings of this set are not listed"));
        }
        return all;
    }

    private X12Fault overflow(boolean isError, String code, String message) {
        return new X12Fault(set.place(), isError, code, "", "x12-set", message, null);
    }
}
