package io.lotledger.api.exports;

import io.lotledger.api.exports.Exports.HistoryEntry;
import io.lotledger.api.problem.CsvBody;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A job's history as a table. */
final class HistoryCsv {
    private HistoryCsv() {}

    static String of(String jobShortId, List<HistoryEntry> events, JsonMapper json) {
        return Stream.concat(
                        Stream.of(CsvBody.line("job_short_id", "sequence", "time", "type", "who", "payload")),
                        events.stream()
                                .map(e -> CsvBody.line(
                                        jobShortId,
                                        Long.toString(e.sequence()),
                                        e.time().toString(),
                                        e.type(),
                                        e.who(),
                                        json.writeValueAsString(e.payload()))))
                .collect(Collectors.joining());
    }
}
