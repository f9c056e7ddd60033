package io.lotledger.ingest.document.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Describes a syntax error in JSON to its sender: the parser's message without the parser's internals. */
public final class JsonFaults {
    private static final Pattern INTERNALS = Pattern.compile("\\s*\\(start marker at [^)]*\\)?[^)]*\\)"
            + "|\\s*\\[Source:[^\\]]*\\]"
            + "|\\s*\\(`?(?:[A-Za-z]+\\.)*[A-Z]\\w*(?:Feature|Token|Exception)[^)]*\\)"
            + "|\\s*\\(\\(CTRL-CHAR[^)]*\\)\\)"
            + "|,? from `[^`]*`"
            + "|\\s*\\(code \\d+[^)]*\\)");

    private static final Pattern TWICE =
            Pattern.compile("Duplicate (?:Object )?property \"(.*)\"(?: for `ObjectNode`.*)?", Pattern.DOTALL);

    private JsonFaults() {}

    /** The message without its location. */
    public static String message(JacksonException fault) {
        if (fault instanceof UnexpectedEndOfInputException) {
            return "the JSON ends here before it is complete; it was probably cut off in transit";
        }
        Matcher twice = TWICE.matcher(fault.getOriginalMessage());
        if (twice.matches()) return "an object has the member '" + twice.group(1) + "' twice; send it once";
        String cleaned = INTERNALS.matcher(fault.getOriginalMessage()).replaceAll("");
        return cleaned.replaceAll("\\s+", " ").strip();
    }
}
