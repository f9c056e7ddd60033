package io.lotledger.api.dashboard.exports;

import io.lotledger.export.lifecycle.FailureCode;
import java.util.Map;

/**
 * What to do about a failed export.
 *
 * @param sentence in words
 * @param asksAgain whether the same export may succeed when it is asked for again
 * @param looksAtSystem whether the page System shows the cause
 */
record FailureAdvice(String sentence, boolean asksAgain, boolean looksAtSystem) {
    private static final FailureAdvice OTHERWISE = new FailureAdvice(
            "Ask again. If it fails in the same way, send the job's id and this code to whoever runs the server.",
            true,
            false);

    private static final Map<String, FailureAdvice> BY_CODE = Map.of(
            FailureCode.READ_MODELS_BEHIND,
            new FailureAdvice("Ask again when System shows no lag.", true, true),
            FailureCode.STORAGE_UNAVAILABLE,
            new FailureAdvice("Ask again when the storage answers; System shows whether it does.", true, true),
            FailureCode.DATABASE_UNAVAILABLE,
            new FailureAdvice("Ask again when the database answers; System shows whether it does.", true, true),
            FailureCode.WORKER_LOST,
            new FailureAdvice("The server stopped while it wrote the workbook. Ask again.", true, false),
            "events_parked",
            new FailureAdvice("Mend and retry the parked events on System, then ask again.", true, true),
            "entry_damaged",
            new FailureAdvice(
                    "Have whoever runs the server restore the entry from a backup, then ask again.", true, false),
            "no_lots",
            new FailureAdvice("Ask for another period, or for other lots, with New export.", false, false),
            "trace_too_large",
            new FailureAdvice("Export one direction at a time, or name fewer lots with New export.", false, false),
            "cell_too_long",
            new FailureAdvice(
                    "Have the sender correct the event that the sentence names, then ask again.", true, false));

    static FailureAdvice of(String code) {
        return BY_CODE.getOrDefault(code, OTHERWISE);
    }
}
