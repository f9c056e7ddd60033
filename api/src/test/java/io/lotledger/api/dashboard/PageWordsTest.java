package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Send it as it was, or correct it with ?replaces=0f9f-1 | Send it as it was, or correct it with 0f9f-1 in “Capture that the file corrects”
            a conflict there names the capture to correct with ?replaces= | a conflict there names the capture for “Capture that the file corrects”
            all of these with left_out=void, if this file has every row, or one of them by POST /capture of the event that GET /events/{eventID} answers, with an errorDeclaration | all of these with “Declare its rows in error that the file leaves out”, if this file has every row, or one of them with an EPCIS document that declares the event, under “Check a document”
            they were corrected since. Send the file with ?replaces= and the id of the capture that corrected them | they were corrected since. Send the file with the id of the capture that corrected them in “Capture that the file corrects”
            one that is left out; send GS1-Capture-Error-Behaviour: rollback | one that is left out; take the tick from “Let good rows through when others have errors”
            No capture job 'x' to replace; list yours with GET /capture | No capture job 'x' to replace. Captures shows the id of each on its page
            describe it in the epcisHeader of a document, or by PUT /masterdata/locations/0614141001002; 2 more | describe it in the epcisHeader of a document, or under Places; 2 more
            Find lots with GET /epcis/api/2.0/traceability/lots?tlc=. | Search for its lot code, or look under Lots.
            POST /epcis/api/2.0/traceability/lots/2VQZ/fda-export makes a new one. | “Export for FDA” on the page of the lot makes a new one.
            A time is missing. | A time is missing.
            """)
    void callOrParameterOfTheApiIsWhatAPersonDoesOnThePage(String message, String words) {
        assertThat(PageWords.of(message)).isEqualTo(words);
    }
}
