package io.lotledger.ingest.document.text;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Describes a syntax error in JSON to its sender: what was found and what was expected, without the parser's internals. */
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

    private static final Pattern UNEXPECTED = Pattern.compile(
            "Unexpected character \\('(.{1,2})' \\(code \\d+[^)]*\\)\\)(?: in numeric value)?:?\\s*(?:was expecting|expected)\\s+(.*)",
            Pattern.DOTALL);

    private static final Pattern CLOSED_OTHERWISE =
            Pattern.compile("Unexpected close marker '(.)': expected '(.)'.*", Pattern.DOTALL);

    private static final Pattern NO_VALUE =
            Pattern.compile("Unrecognized token '(.*)': was expecting .*", Pattern.DOTALL);

    /** What the parser says that it expected, by how that begins. */
    private static final Map<String, String> EXPECTED = Map.of(
            "double-quote to start property name", "a name in double quotes",
            "comma to separate Object entries", "a comma or '}'",
            "comma to separate Array entries", "a comma or ']'",
            "a colon to separate property name", "a colon",
            "a valid value", "a value",
            "a value", "a value",
            "digit", "a digit");

    private static final String COMMENT = "maybe a (non-standard) comment?";

    private JsonFaults() {}

    /** Such as {@code line 1, column 2: found 'p', expected a name in double quotes}. */
    public static String located(JacksonException fault) {
        TokenStreamLocation at = fault.getLocation();
        String place = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        return place + message(fault);
    }

    /** The message without its location. */
    public static String message(JacksonException fault) {
        if (fault instanceof UnexpectedEndOfInputException) {
            return "the JSON ends here before it is complete; it was probably cut off in transit";
        }
        Matcher twice = TWICE.matcher(fault.getOriginalMessage());
        if (twice.matches()) return memberTwice(twice.group(1));
        Matcher noNumber = NO_NUMBER.matcher(fault.getOriginalMessage());
        if (noNumber.matches())
            return "JSON has no number '" + noNumber.group(1) + "'; send a number, a string or null";
        if (fault.getOriginalMessage().contains(COMMENT)) return "JSON has no comments; remove what begins with '/'";
        if (fault.getOriginalMessage().startsWith("Invalid UTF-8"))
            return "found bytes that are not UTF-8; send JSON in UTF-8";
        Matcher noValue = NO_VALUE.matcher(fault.getOriginalMessage());
        if (noValue.matches())
            return "'" + noValue.group(1) + "' is no value of JSON; put names and texts in double quotes";
        Matcher closed = CLOSED_OTHERWISE.matcher(fault.getOriginalMessage());
        if (closed.matches()) return "found '" + closed.group(1) + "', expected '" + closed.group(2) + "'";
        Matcher unexpected = UNEXPECTED.matcher(fault.getOriginalMessage());
        if (unexpected.matches())
            return "found '" + unexpected.group(1) + "', expected " + expected(unexpected.group(2));
        String cleaned = INTERNALS.matcher(fault.getOriginalMessage()).replaceAll("");
        return cleaned.replaceAll("\\s+", " ").strip();
    }

    /** Whether the fault is that an object has a member twice. */
    static boolean isMemberTwice(JacksonException fault) {
        return TWICE.matcher(fault.getOriginalMessage()).matches();
    }

    /** Says that an object has a member twice: what it means would depend on the parser. */
    public static String memberTwice(String name) {
        return "an object has the member '" + name + "' twice; send it once";
    }

    private static String expected(String parsers) {
        return EXPECTED.entrySet().stream()
                .filter(word -> parsers.startsWith(word.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> INTERNALS.matcher(parsers).replaceAll("").strip());
    }
}
