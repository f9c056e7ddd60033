package io.lotledger.intake.x12.notice;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.intake.x12.X12Set;
import io.lotledger.intake.x12.element.AckCode;
import io.lotledger.intake.x12.element.FaultLog;
import io.lotledger.intake.x12.element.NoticeContext;
import io.lotledger.intake.x12.element.X12Settings;
import java.util.List;

/** Makes the events of a transaction set. */
public final class NoticeMapping {
    private NoticeMapping() {}

    /** All faults of the set, and its events if none of them is an error. */
    public static MappedSet of(DocumentBody document, X12Set set, X12Settings settings) {
        FaultLog faults = new FaultLog(set);
        NoticeContext notice = new NoticeContext(document, set, settings, faults);
        checkVersion(set, faults);
        checkGroup(set, faults);
        if (set.group().interchange().isTest()) {
            String message =
                    "the interchange is a test (ISA15 is T), and its events are kept as if it were none; send tests"
                            + " to POST /validate";
            faults.warningOfSet("x12-test", message, "T");
        }
        List<MappedEvent> events = switch (set.code()) {
            case "856" -> new ShipNotice(notice).events();
            case "861" -> new ReceivingAdvice(notice).events();
            default -> {
                faults.ofSet(
                        AckCode.SET_NOT_SUPPORTED,
                        "x12-set",
                        "transaction set '" + set.code() + "' is not taken; send 856 (ship notice) or 861 (receiving"
                                + " advice)",
                        set.code());
                yield List.of();
            }
        };
        return new MappedSet(set, faults.hasErrors() ? List.of() : events, faults.all());
    }

    private static void checkGroup(X12Set set, FaultLog faults) {
        String sent = set.group().functionalId();
        String right = switch (set.code()) {
            case "856" -> "SH";
            case "861" -> "RC";
            default -> sent;
        };
        if (sent.equals(right)) return;
        String message = "transaction set " + set.code() + " stands in a functional group '" + sent
                + "' (GS01); send 856 in a group SH and 861 in a group RC";
        faults.error(set.segments().get(0), 1, AckCode.SET_IDENTIFIER, "x12-set", message);
    }

    /** Versions 4010 to 5050 write the segments that are read here in one way. */
    private static void checkVersion(X12Set set, FaultLog faults) {
        String version = set.group().version();
        if (version.startsWith("004") || version.startsWith("005")) return;
        faults.ofSet(
                AckCode.SET_NOT_SUPPORTED,
                "x12-version",
                "version '" + version + "' (GS08) is not taken; send 004010 or 005010",
                version);
    }
}
