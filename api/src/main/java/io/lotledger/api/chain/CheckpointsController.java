package io.lotledger.api.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.security.Caller;
import io.lotledger.export.chain.ChainReader;
import io.lotledger.export.chain.SignedCheckpoint;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** The signed checkpoints of the caller's organisation: to be kept where the server cannot reach them. */
@RestController
@RequestMapping("/epcis/api/2.0/audit/checkpoints")
class CheckpointsController {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SECTION = 500;

    private final ChainReader chain;
    private final Proofs proofs;

    CheckpointsController(ChainReader chain, Proofs proofs) {
        this.chain = chain;
        this.proofs = proofs;
    }

    /** @param coveredUntil record time of the last entry that a checkpoint covers; null before the first */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Page(
            @Nullable Instant coveredUntil,
            List<CheckpointBody> checkpoints,
            @Nullable String nextPageToken) {}

    /** Newest first. */
    @GetMapping
    Page list(@AuthenticationPrincipal Caller caller, @PageSize(standard = 100, most = 1_000) PageRequest page) {
        if (!page.cursor().isEmpty() && !page.cursor().matches("\\d{1,18}")) throw page.unknownToken();
        long before = page.cursor().isEmpty() ? Long.MAX_VALUE : Long.parseLong(page.cursor());
        PageItems<SignedCheckpoint> found = page.cut(
                chain.page(caller.organisation(), before, page.limit()),
                signed -> Long.toString(signed.checkpoint().sequence()));
        return new Page(
                chain.latest(caller.organisation())
                        .map(signed -> signed.checkpoint().coveredUntil())
                        .orElse(null),
                found.items().stream().map(CheckpointBody::of).toList(),
                found.nextPageToken());
    }

    @GetMapping("/latest")
    CheckpointBody latest(@AuthenticationPrincipal Caller caller) {
        return CheckpointBody.of(proofs.latest(caller.organisation()));
    }

    /** All of them as a file, oldest first: one envelope per line (NDJSON). */
    @GetMapping(path = "/file", produces = "application/x-ndjson")
    void file(@AuthenticationPrincipal Caller caller, HttpServletResponse response) throws IOException {
        List<SignedCheckpoint> section = chain.section(caller.organisation(), 0, SECTION); // before the answer begins
        response.setContentType("application/x-ndjson");
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lotledger-checkpoints.ndjson\"");
        OutputStream out = response.getOutputStream();
        while (!section.isEmpty()) {
            for (SignedCheckpoint signed : section)
                out.write((JSON.writeValueAsString(signed.envelope()) + "\n").getBytes(StandardCharsets.UTF_8));
            long after = section.get(section.size() - 1).checkpoint().sequence();
            section = section.size() < SECTION ? List.of() : chain.section(caller.organisation(), after, SECTION);
        }
    }
}
