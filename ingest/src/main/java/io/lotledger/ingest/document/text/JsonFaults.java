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
            + "|\\s*\\(for (?:Array|Object) starting at .*"
            + "|: enable `[^`]*` to allow"
            + "|\\s*\\(consider enabling .*"
            + "|,? from `[^`]*`"
            + "|\\s*\\(code \\d+[^)]*\\)");

    private static final Pattern TWICE =
            Pattern.compile("Duplicate (?:Object )?property \"(.*)\"(?: for `ObjectNode`.*)?", Pattern.DOTALL);

    private static final Pattern NO_NUMBER = Pattern.compile("Non-standard token '(.*)': enable .*");

    private static final String COMMENT = "maybe a (non-standard) comment?";

    private JsonFaults() {}

    /** The message without its location. */
    public static String message(JacksonException fault) {
        if (fault instanceof UnexpectedEndOfInputException) {
            return "the JSON ends here before it is complete; it was probably cut off in transit";
        }
        Matcher twice = TWICE.matcher(fault.getOriginalMessage());
        if (twice.matches()) return "an object has the member '" + twice.group(1) + "' twice; send it once";
        Matcher noNumber = NO_NUMBER.matcher(fault.getOriginalMessage());
        if (noNumber.matches())
            return "JSON has no number '" + noNumber.group(1) + "'; send a number, a string or null";
        if (fault.getOriginalMessage().contains(COMMENT)) return "JSON has no comments; remove what begins with '/'";
        String cleaned = INTERNALS.matcher(fault.getOriginalMessage()).replaceAll("");
        return cleaned.replaceAll("\\s+", " ").strip();
    }
}
