package io.lotledger.api.capture;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.SentDocument;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Applies what a request says beside its document. */
@Component
class DocumentOptions {
    private final NamedProfiles profiles;
    private final CaptureHistory history;

    DocumentOptions(NamedProfiles profiles, CaptureHistory history) {
        this.profiles = profiles;
        this.history = history;
    }

    /**
     * @param profile the partner whose profile to read with; {@code null} for none
     * @param replaces id of the capture that a partner's corrected file replaces; {@code null} for none
     * @throws ProblemException 400 when the caller may not read that capture, or the document is of EPCIS, which corrects its
     *     events itself; 422 as {@link NamedProfiles#with}
     */
    SentDocument applied(Caller caller, @Nullable String profile, @Nullable String replaces, SentDocument sent) {
        SentDocument read = profiles.read(caller, profile, sent);
        if (replaces == null) return read;
        if (history.find(caller, replaces).isEmpty())
            throw bad("No capture job '" + replaces
                    + "' to replace; list yours with GET /capture. A capture of another key is replaced by a key with"
                    + " the role admin, or by one that has sent the same file too and names its own capture");
        if (read.format().epcis().isPresent())
            throw bad(
                    "replaces is for spreadsheets and other formats of partners; an EPCIS document corrects an event with"
                            + " an errorDeclaration");
        return read.replacing(replaces);
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(
                400, "epcisException:ValidationException", "Bad request", detail, Map.of("parameter", "replaces"));
    }
}
