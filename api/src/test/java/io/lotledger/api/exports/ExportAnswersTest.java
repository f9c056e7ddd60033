package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.projections.lineage.Direction;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

class ExportAnswersTest {
    private static final Instant ASKED = Instant.parse("2026-11-04T17:14:02Z");
    private static final UUID JOB = new UUID(1, 2);
    private static final Caller CALLER = new Caller(new UUID(3, 4), "k7", Set.of(Role.EXPORT), true);

    private final ExportAnswers answers = new ExportAnswers(
            new DownloadLinks(store()), new FakeTraces(), Clock.fixed(ASKED.plusSeconds(1), ZoneOffset.UTC));

    @BeforeEach
    void beginRequest() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
    }

    @AfterEach
    void endRequest() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void newJobIsAcceptedThoughItEndsBeforeItsAnswerIsWritten() {
        JobState ended = JobHistory.fold(List.of(
                        new RecordedEvent(0, ASKED, requested()),
                        new RecordedEvent(1, ASKED, new ExportFailed(JOB, 1, "no_lots", "There is no lot.", ASKED))))
                .orElseThrow();

        ResponseEntity<ExportAnswer> asked = answers.accepted(ended, CALLER);

        assertThat(asked.getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
        assertThat(asked.getHeaders().getLocation()).isNotNull();
        assertThat(asked.getHeaders().getFirst("Retry-After")).isEqualTo("1");
        assertThat(answers.of(ended, CALLER).getStatusCode()).as("a poll").isEqualTo(HttpStatus.OK);
    }

    private static ExportRequested requested() {
        return new ExportRequested(
                JOB, new UUID(3, 4), JOB, "urn:x", Direction.BOTH, WorkbookFormat.XLSX, 1, "k7", ASKED, 7, null);
    }

    /** Of a job without a workbook nothing is stored. */
    private static WorkbookStore store() {
        return (WorkbookStore) Proxy.newProxyInstance(
                WorkbookStore.class.getClassLoader(), new Class<?>[] {WorkbookStore.class}, (proxy, method, args) -> {
                    throw new AssertionError(method);
                });
    }
}
