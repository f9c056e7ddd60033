package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.Replacement;
import io.lotledger.ingest.capture.SentDocument;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies what a request says beside its document. */
@Component
class DocumentOptions {
    private static final String VOID = "void";
    private static final Set<String> LEFT_OUT = Set.of("keep", VOID);

    private final NamedProfiles profiles;
    private final CaptureHistory history;

    DocumentOptions(NamedProfiles profiles, CaptureHistory history) {
        this.profiles = profiles;
        this.history = history;
    }

    /**
     * @param captureID of the parameter {@code replaces}; {@code null} without it
     * @param leftOut the parameter {@code left_out}; {@code null} without it
     * @throws ProblemException 400 when the parameters contradict each other
     */
    static @Nullable Replacement replacement(@Nullable String captureID, @Nullable String leftOut) {
        if (leftOut != null && !LEFT_OUT.contains(leftOut))
            throw bad("left_out", "left_out must be keep or void, not '" + leftOut + "'");
        if (leftOut != null && captureID == null)
            throw bad(
                    "left_out",
                    "left_out says what becomes of the rows of a capture that its corrected file leaves out; name that"
                            + " capture with replaces={captureID}, or leave left_out away");
        return captureID == null ? null : new Replacement(captureID, VOID.equals(leftOut));
    }

    /**
     * @param profile the partner whose profile to read with; {@code null} for none
     * @param replaces what a partner's corrected file replaces; {@code null} for nothing
     * @throws ProblemException 400 when the caller may not read that capture, when the document is of EPCIS, which corrects its
     *     events itself, or when a row with a fault could pass for one that is left out; as {@link NamedProfiles#with}
     */
    SentDocument applied(
            Caller caller,
            @Nullable String profile,
            @Nullable Replacement replaces,
            ErrorBehaviour behaviour,
            SentDocument sent) {
        SentDocument read = profiles.read(caller, profile, sent);
        if (replaces == null) return read;
        if (history.find(caller, replaces.captureID()).isEmpty())
            throw bad(
                    "replaces",
                    "No capture job '" + replaces.captureID()
                            + "' to replace; list yours with GET /capture. A capture of another key is replaced by a key with"
                            + " the role admin, or by one that has sent the same file too and names its own capture");
        if (read.format().epcis().isPresent())
            throw bad(
                    "replaces",
                    "replaces is for spreadsheets and other formats of partners; an EPCIS document corrects an event with"
                            + " an errorDeclaration");
        if (replaces.voidsLeftOut() && behaviour == ErrorBehaviour.PROCEED)
            throw bad(
                    "left_out",
                    "left_out=void takes a file as a whole or not at all, because a row with a fault would pass for one"
                            + " that is left out; send GS1-Capture-Error-Behaviour: rollback");
        return read.replacing(replaces);
    }

    private static ProblemException bad(String parameter, String detail) {
        return new ProblemException(
                400, "epcisException:ValidationException", "Bad request", detail, Map.of("parameter", parameter));
    }
}
