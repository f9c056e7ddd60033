package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentLotId;
import io.lotledger.api.problem.SentTime;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.lifecycle.JobStatus;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Direction;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses the parameters of an export before any lookup. An absent parameter takes its default; an empty one is invalid. */
final class ExportParameters {
    private ExportParameters() {}

    static UUID id(String name, String text) {
        if (name.equals("lot_id")) return SentLotId.read(text);
        try {
            return ShortUuid.decode(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable(
                    name,
                    name + ": '" + text + "' is not valid: " + e.getMessage()
                            + "; take the job_short_id from the export's answer",
                    List.of("22 characters of 23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"));
        }
    }

    static Direction direction(@Nullable String word) {
        if (word == null) return Direction.BOTH;
        return Direction.ofWord(word)
                .orElseThrow(() -> notOneOf(
                        "direction", word, Stream.of(Direction.values()).map(Direction::word)));
    }

    static WorkbookFormat format(@Nullable String word) {
        if (word == null) return WorkbookFormat.XLSX;
        return WorkbookFormat.ofWord(word)
                .orElseThrow(() -> notOneOf(
                        "format", word, Stream.of(WorkbookFormat.values()).map(WorkbookFormat::word)));
    }

    static boolean flag(String name, @Nullable String word) {
        if (word == null || word.equals("false")) return false;
        if (word.equals("true")) return true;
        throw notOneOf(name, word, Stream.of("true", "false"));
    }

    static @Nullable JobStatus status(@Nullable String word) {
        if (word == null) return null;
        return JobStatus.ofWord(word)
                .orElseThrow(() ->
                        notOneOf("status", word, Stream.of(JobStatus.values()).map(JobStatus::word)));
    }

    static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null) return null;
        try {
            return SentTime.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.unprocessable(
                    name,
                    name + " must be a time with an offset such as 2026-11-23T00:00:00Z, not '" + text + "'",
                    List.of("RFC 3339, such as 2026-11-23T00:00:00Z"));
        }
    }

    static int within(String name, @Nullable String text, int least, int most, int otherwise) {
        if (text == null) return otherwise;
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // refused below
        }
        throw ProblemException.unprocessable(
                name,
                name + " must be a whole number from " + least + " to " + most + ", not '" + text + "'",
                List.of(least + " to " + most));
    }

    private static ProblemException notOneOf(String name, String word, Stream<String> allowed) {
        return ProblemException.notOneOf(name, word, allowed.toList());
    }
}
