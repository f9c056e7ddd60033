package io.lotledger.ingest.document;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** What is wrong with a text that is no JSON, in words for its sender: what the parser says without what it says of itself. */
public final class JsonFaults {
    private static final Pattern INTERNALS = Pattern.compile("\\s*\\(start marker at [^)]*\\)?[^)]*\\)"
            + "|\\s*\\[Source:[^\\]]*\\]"
            + "|\\s*\\(`?(?:[A-Za-z]+\\.)*[A-Z]\\w*(?:Feature|Token|Exception)[^)]*\\)"
            + "|\\s*\\(\\(CTRL-CHAR[^)]*\\)\\)"
            + "|,? from `[^`]*`"
            + "|\\s*\\(code \\d+[^)]*\\)");

    private JsonFaults() {}

    public static String told(JacksonException fault) {
        if (fault instanceof UnexpectedEndOfInputException) {
            return "the JSON ends here before it is complete: was it cut off on its way?";
        }
        String message = INTERNALS.matcher(fault.getOriginalMessage()).replaceAll("");
        return message.replaceAll("\\s+", " ").strip();
    }
}
