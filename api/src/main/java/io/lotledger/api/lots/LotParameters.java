package io.lotledger.api.lots;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.LotQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parses the parameters of questions about lots, before any lookup. */
public final class LotParameters {
    private LotParameters() {}

    static LotQuery query(
            @Nullable String tlc, @Nullable String gtin, @Nullable String lotClass, @Nullable String text) {
        LotQuery query =
                new LotQuery(notBlank("tlc", tlc), gtin(gtin), notBlank("class", lotClass), notBlank("q", text));
        if (query.isEmpty()) {
            throw malformed("tlc", "Name the lots: send at least one of tlc, gtin, class or q");
        }
        return query;
    }

    public static Direction direction(@Nullable String word) {
        if (word == null) return Direction.BOTH;
        List<String> words = Stream.of(Direction.values()).map(Direction::word).toList();
        return Direction.ofWord(word).orElseThrow(() -> unknownWord("direction", word, words));
    }

    static @Nullable FindingKind findingKind(@Nullable String word) {
        if (word == null) return null;
        List<String> words =
                Stream.of(FindingKind.values()).map(FindingKind::word).toList();
        return FindingKind.ofWord(word).orElseThrow(() -> unknownWord("kind", word, words));
    }

    static @Nullable Severity severity(@Nullable String word) {
        if (word == null) return null;
        List<String> words = Stream.of(Severity.values()).map(Severity::word).toList();
        return Stream.of(Severity.values())
                .filter(severity -> severity.word().equals(word))
                .findFirst()
                .orElseThrow(() -> unknownWord("severity", word, words));
    }

    public static Instant time(String parameter, @Nullable String text, Instant otherwise) {
        if (text == null) return otherwise;
        try {
            return SentTime.parse(text);
        } catch (DateTimeException e) {
            throw malformed(
                    parameter,
                    parameter + " must be a time with an offset such as 2026-11-23T00:00:00Z, not '" + text + "'");
        }
    }

    private static ProblemException unknownWord(String parameter, String word, List<String> words) {
        return ProblemException.notOneOf(parameter, word, words);
    }

    public static ProblemException malformed(String parameter, String detail) {
        return ProblemException.unprocessable(parameter, detail, List.of());
    }

    /** Accepts any check digit: an event with a wrong one is captured with a warning, and its lots can be found. */
    public static @Nullable Gtin gtin(@Nullable String text) {
        if (text == null) return null;
        if (!text.matches("\\d{8}|\\d{12,14}")) {
            throw malformed("gtin", "'" + text + "' is not a GTIN (8, 12, 13 or 14 digits)");
        }
        return Gtin.of(text).orElseThrow();
    }

    private static @Nullable String notBlank(String parameter, @Nullable String text) {
        if (text == null) return null;
        if (text.isBlank()) throw malformed(parameter, parameter + " is empty: leave it out or give it a value");
        return text.strip();
    }
}
