package io.lotledger.api.capture;

import io.lotledger.api.problem.Problems;
import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The warnings of an event whose answer is the event itself. They are headers, so that the body is the event and nothing else.
 * Each {@code Lotledger-Warning} header is JSON in ASCII. {@code Lotledger-Warning-Count} counts all warnings; those that do not
 * fit are in the event's capture job only.
 */
final class WarningHeaders {
    private static final int MOST_CHARACTERS = 4_000; // Tomcat allows 8 KB of headers
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private WarningHeaders() {}

    static void add(HttpHeaders headers, List<Violation> warnings) {
        if (warnings.isEmpty()) return;
        headers.set("Lotledger-Warning-Count", Integer.toString(warnings.size()));
        int left = MOST_CHARACTERS;
        for (Violation warning : warnings) {
            String line = ASCII.writeValueAsString(Problems.violation(warning));
            left -= line.length();
            if (left < 0) return;
            headers.add("Lotledger-Warning", line);
        }
    }
}
