package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Send it as it was, or correct it with ?replaces=0f9f-1 | Send it as it was, or correct it with 0f9f-1 in “Capture that the file corrects”
            a conflict there names the capture to correct with ?replaces= | a conflict there names the capture for “Capture that the file corrects”
            all of these with left_out=void, if this file has every row, or one of them by POST /capture of the event that GET /events/{eventID} answers, with an errorDeclaration | all of these with “Declare its rows in error that the file leaves out”, if this file has every row, or one of them with an EPCIS document that declares the event, under “Check a document”
            they were corrected since. Send the file with ?replaces= and the id of the capture that corrected them | they were corrected since. Send the file with the id of the capture that corrected them in “Capture that the file corrects”
            nothing of it is replaced or left out. Send the file with ?replaces= and the id of the capture that has the earlier notice | nothing of it is replaced or left out. Send the file with the id of the capture that has the earlier notice in “Capture that the file corrects”
            one that is left out; send GS1-Capture-Error-Behaviour: rollback | one that is left out; take the tick from “Let good rows through when others have errors”
            No capture job 'x' to replace; list yours with GET /capture | No capture job 'x' to replace. Captures shows the id of each on its page
            describe it in the epcisHeader of a document, or by PUT /masterdata/locations/0614141001002; 2 more | describe it in the epcisHeader of a document, or under Places; 2 more
            Find lots with GET /epcis/api/2.0/traceability/lots?tlc=. | Search for its lot code, or look under Lots.
            POST /epcis/api/2.0/traceability/lots/2VQZ/fda-export makes a new one. | “Export for FDA” on the page of the lot makes a new one.
            Your organisation has no lot 'x'. Find its id with GET /epcis/api/2.0/traceability/lots?tlc=. | Your organisation has no lot 'x'. Search for its lot code, or look under Lots.
            count twice; with ?replaces= and the captureID of that file they count once | count twice; with the id of its capture in “Capture that the file corrects” they count once
            in one file, with ?replaces= the captureID of those with the reference alone. | in one file, with the capture in “Capture that the file corrects” that has those with the reference alone.
            An admin finds them with GET /epcis/api/2.0/parked-events and retries them with POST …/parked-events/retry. | An admin finds them on System and retries them there.
            Ask again once GET /actuator/health shows every processor running. | Ask again once System shows every processor running.
            correct them or send it with GS1-Capture-Error-Behaviour: proceed | correct them or choose to let the good ones through
            send the file that has the cooling again with ?replaces=0f9f-1 | send the file that has the cooling again with 0f9f-1 in “Capture that the file corrects”
            A time is missing. | A time is missing.
            """)
    void callOrParameterOfTheApiIsWhatAPersonDoesOnThePage(String message, String words) {
        assertThat(PageWords.of(message)).isEqualTo(words);
    }

    /** Sources of which pages show messages. */
    private static final List<String> SHOWN = List.of(
            "ingest/src/main/java/io/lotledger/ingest/capture",
            "ingest/src/main/java/io/lotledger/ingest/document",
            "intake/src/main/java",
            "export/src/main/java",
            "projections/src/main/java/io/lotledger/projections/cte",
            "api/src/main/java/io/lotledger/api/capture",
            "api/src/main/java/io/lotledger/api/drills",
            "api/src/main/java/io/lotledger/api/exports",
            "api/src/main/java/io/lotledger/api/lots",
            "api/src/main/java/io/lotledger/api/masterdata");

    private static final Pattern OF_THE_API = Pattern.compile(
            "\\b(GET|POST|PUT|PATCH|DELETE) [/…]|\\?[a-z_]+=|\\b[a-z]+_[a-z]+=\\w|/epcis/api|GS1-[A-Z]\\w+-\\w+:|(that|in) the Content-Type");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /**
     * A refusal of a request that no page sends, that of records with gaps, for which there is a page, and one whose words are
     * chosen by the path that stands for the 7.
     */
    private static final List<String> NOT_SHOWN =
            List.of("accept_gaps=true", "send Accept: application/json", "or by PUT /masterdata/7/");

    @Test
    void everyMessageThatAPageShowsIsWithoutCallsAndParametersOfTheApi() throws IOException {
        List<String> left = new ArrayList<>();
        for (String root : SHOWN) {
            try (Stream<Path> files = Files.walk(Path.of("..").resolve(root))) {
                for (Path file : files.filter(one -> one.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    for (String message : messages(Files.readString(file))) {
                        boolean isShown = NOT_SHOWN.stream().noneMatch(message::contains);
                        if (isShown && OF_THE_API.matcher(PageWords.of(message)).find())
                            left.add(file.getFileName() + ": " + message);
                    }
                }
            }
        }
        assertThat(left).isEmpty();
    }

    /** The texts of a source with a space in them. Texts that are added up are one, with {@code 7} for each expression. */
    private static List<String> messages(String source) {
        String joined = source.replaceAll("(?m)^\\s*(\\*|/\\*|//).*$", "")
                .replaceAll("\"\\s*\\+\\s*\"", "")
                .replaceAll("\"\\s*\\+\\s*[^\"+;]+?\\s*\\+\\s*\"", "7")
                .replaceAll("=\"\\s*\\+\\s*\\w", "=7\"");
        return LITERAL.matcher(joined)
                .results()
                .map(found -> found.group(1))
                .filter(text -> text.contains(" "))
                .toList();
    }
}
