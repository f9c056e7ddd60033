package io.lotledger.api.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What a person does on a page, in place of the call or parameter that a message of the API names. */
public final class PageWords {
    private static final Map<Pattern, String> WORDS = words();

    private PageWords() {}

    public static String of(String message) {
        String words = message;
        for (Map.Entry<Pattern, String> each : WORDS.entrySet())
            words = each.getKey().matcher(words).replaceAll(each.getValue());
        return words;
    }

    private static Map<Pattern, String> words() {
        String api = "(?:/epcis/api/2\\.0)?";
        String traceability = api + "/traceability";
        Map<Pattern, String> words = new LinkedHashMap<>();
        words.put(
                Pattern.compile("correct it with \\?replaces=\\{captureID}, the capture that holds it"),
                "correct it with the id of the capture that holds it in “Capture that the file corrects”");
        words.put(
                Pattern.compile("(correct it|send the file) with \\?replaces=([0-9A-Za-z-]+)"),
                "$1 with $2 in “Capture that the file corrects”");
        words.put(
                Pattern.compile("again with \\?replaces=([0-9A-Za-z-]+)"),
                "again with $1 in “Capture that the file corrects”");
        words.put(
                Pattern.compile("Send the file with \\?replaces= and the id of the capture that"
                        + " (corrected them|has the earlier notice)"),
                "Send the file with the id of the capture that $1 in “Capture that the file corrects”");
        words.put(
                Pattern.compile("send GS1-Capture-Error-Behaviour: rollback"),
                "take the tick from “Let good rows through when others have errors”");
        words.put(
                Pattern.compile("all of these with left_out=void"),
                "all of these with “Declare its rows in error that the file leaves out”");
        words.put(
                Pattern.compile("the capture to correct with \\?replaces="),
                "the capture for “Capture that the file corrects”");
        words.put(
                Pattern.compile(
                        "by POST /capture of the event that GET /events/\\{eventID\\} answers, with an errorDeclaration"),
                "with an EPCIS document that declares the event, under “Check a document”");
        words.put(
                Pattern.compile("with \\?replaces= and the captureID of the earlier one, left_out=void and"
                        + " GS1-Capture-Error-Behaviour: rollback"),
                "with the id of its capture in “Capture that the file corrects”, tick “Declare its rows in error that the"
                        + " file leaves out”, and take the tick from “Let good rows through when others have errors”");
        words.put(
                Pattern.compile("with \\?replaces= and the captureID of that file"),
                "with the id of its capture in “Capture that the file corrects”");
        words.put(
                Pattern.compile("with \\?replaces= and the captureID of the stored row"),
                "with the id of the stored row's capture in “Capture that the file corrects”");
        words.put(
                Pattern.compile("with \\?replaces= the captureID of those"),
                "with the capture in “Capture that the file corrects” that has those");
        words.put(
                Pattern.compile("sent with replaces and the id of that capture"),
                "sent with the id of that capture in “Capture that the file corrects”");
        words.put(Pattern.compile("^replaces is for "), "“Capture that the file corrects” is for ");
        words.put(
                Pattern.compile("^left_out=void takes"), "“Declare its rows in error that the file leaves out” takes");
        words.put(
                Pattern.compile("send it with GS1-Capture-Error-Behaviour: proceed"),
                "choose to let the good ones through");
        words.put(Pattern.compile("the charset that the Content-Type names"), "the charset that was named for them");
        words.put(Pattern.compile("finds them with GET " + api + "/parked-events"), "finds them on System");
        words.put(Pattern.compile("retries them with POST …/parked-events/retry"), "retries them there");
        words.put(Pattern.compile("GET /actuator/health shows"), "System shows");
        words.put(Pattern.compile("GET " + traceability + "/lots finds lots"), "the box at the top finds lots");
        words.put(
                Pattern.compile("; list yours with GET " + api + "/capture\\b"),
                ". Captures shows the id of each on its page");
        words.put(
                Pattern.compile("name its own in the Content-Type, such as text/csv; charset=windows-1252"),
                "choose Windows-1252 in “Characters of a CSV file”");
        words.put(
                Pattern.compile(
                        "; name its own in the Content-Type, such as application/edi-x12; charset=windows-1252"),
                "; save it as UTF-8");
        words.put(
                Pattern.compile("take them from a template, GET " + api + "/templates/shipping\\.xlsx"),
                "take them from one of the “Templates to fill”");
        words.put(Pattern.compile("send tests to POST " + api + "/validate"), "choose “Check only” for tests");
        words.put(Pattern.compile("or (?:by|with) PUT " + api + "/masterdata/locations/\\w+"), "or under Places");
        words.put(Pattern.compile("or (?:by|with) PUT " + api + "/masterdata/products/\\w+"), "or under Products");
        words.put(Pattern.compile("or with PUT " + api + "/masterdata\\b"), "or under Places or Products");
        words.put(
                Pattern.compile("(Describe the place \\d+) with PUT " + api + "/masterdata/locations/\\d+"),
                "$1 under Places");
        words.put(
                Pattern.compile("Find (?:lots|its id) with GET " + traceability + "/lots\\?tlc=\\."),
                "Search for its lot code, or look under Lots.");
        words.put(
                Pattern.compile("; find its lot_id with " + traceability + "/lots\\?tlc=\\S+"),
                "; search for it with the box at the top");
        words.put(Pattern.compile("; find lots with " + traceability + "/lots\\?q=…"), "; look under Lots");
        words.put(Pattern.compile("GET " + traceability + "/exports lists them"), "Exports lists them");
        words.put(Pattern.compile("GET " + traceability + "/exports/\\S+/links lists them"), "Its page lists them");
        words.put(Pattern.compile("GET " + traceability + "/drills lists them"), "Drills lists them");
        words.put(Pattern.compile("GET " + api + "/events lists them"), "The box at the top finds events");
        words.put(Pattern.compile("GET " + api + "/keys lists them"), "Keys lists them");
        words.put(Pattern.compile("GET " + api + "/organisations lists them"), "Organisations lists them");
        words.put(
                Pattern.compile("POST the same request to " + traceability + "/exports for a new workbook"),
                "New export makes a new workbook");
        words.put(
                Pattern.compile("POST " + traceability + "/lots/\\w+/fda-export makes a new one"),
                "“Export for FDA” on the page of the lot makes a new one");
        return words;
    }
}
