package io.lotledger.api.dashboard;

import io.lotledger.api.security.Caller;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What every page shows about the work at hand. It must be cheap: each page asks for it. */
public interface FrameFigures {
    Figures of(Caller caller);

    /**
     * @param answerBy when the oldest open export must be answered; null when none is open
     * @param answerUrl the page of that export
     * @param openExports exports under way
     * @param findings findings of the organisation
     * @param lag how long the tables lag behind the log; null when they keep up
     */
    record Figures(
            @Nullable Instant answerBy,
            @Nullable String answerUrl,
            long openExports,
            long findings,
            @Nullable Duration lag) {
        public static final Figures NONE = new Figures(null, null, 0, 0, null);
    }
}
