package io.lotledger.api.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.chain.check.ChainFault;
import io.lotledger.export.chain.check.CheckRecords;
import io.lotledger.export.chain.check.CheckTask;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The comparison of the whole log with its hash chain. */
@RestController
@RequestMapping("/epcis/api/2.0/audit/checks")
class ChecksController {
    private static final String RETRY_AFTER_SECONDS = "2";

    private final CheckRecords records;
    private final CheckTask task;

    ChecksController(CheckRecords records, CheckTask task) {
        this.records = records;
        this.task = task;
    }

    /**
     * The last check, with what it found in the caller's organisation; for operators, in every organisation.
     *
     * @param number counts the checks; null before the first
     * @param logPosition up to which the log is compared; null before the first check
     * @param isComplete whether {@code faults} has all of them; false when the ledger has more than are kept
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Last(
            @Nullable Long number,
            @Nullable Long logPosition,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            List<Fault> faults,
            boolean isComplete) {}

    /**
     * @param kind a word of {@link io.lotledger.export.chain.check.FaultKind}
     * @param action what an operator does next
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Fault(
            UUID organisation,
            String kind,
            @Nullable Long leafIndex,
            @Nullable Long logPosition,
            @Nullable Long checkpoint,
            String message,
            String action) {
        static Fault of(ChainFault fault) {
            return new Fault(
                    fault.organisation(),
                    fault.kind().word(),
                    fault.leafIndex(),
                    fault.logPosition(),
                    fault.checkpoint(),
                    fault.message(),
                    fault.kind().action());
        }
    }

    /** @param after number of the last check; the requested one has a higher number */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Requested(@Nullable Long after) {}

    @GetMapping
    Last last(@AuthenticationPrincipal Caller caller) {
        return records.latest()
                .map(check -> new Last(
                        check.number(),
                        check.position(),
                        check.startedAt(),
                        check.finishedAt(),
                        (caller.isOperator()
                                        ? records.faults(check.number())
                                        : records.faults(check.number(), caller.organisation()))
                                .stream().map(Fault::of).toList(),
                        !records.hasMore(check.number())))
                .orElseGet(() -> new Last(null, null, null, null, List.of(), true));
    }

    /** 202: the result is at {@code Location}, once its number is beyond {@code after}. */
    @PostMapping
    ResponseEntity<Requested> request(HttpServletRequest request) {
        @Nullable Long last = records.latest().map(CheckRecords.Check::number).orElse(null);
        if (task.request())
            return ResponseEntity.accepted()
                    .location(ServletUriComponentsBuilder.fromRequestUri(request)
                            .build()
                            .toUri())
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .body(new Requested(last));
        throw new ProblemException(
                409,
                "urn:lotledger:problem:check-running",
                "A check is under way",
                "The log is being compared with its hash chain. GET /audit/checks shows how far it is (log_position) and its result; request another when finished_at is set.",
                Map.of());
    }
}
