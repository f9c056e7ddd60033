package io.lotledger.api.archive;

import io.lotledger.api.security.Caller;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.processor.ParkedEvents;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Streams the archive of the caller's own organisation, as the log stood at the request. */
@RestController
class ArchiveController {
    private static final String TYPE = "application/gzip";

    private final LogReader log;
    private final ParkedEvents parked;

    ArchiveController(LogReader log, ParkedEvents parked) {
        this.log = log;
        this.parked = parked;
    }

    @GetMapping(path = "/epcis/api/2.0/audit/archive", produces = TYPE)
    void archive(@AuthenticationPrincipal Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        long head = log.head();
        response.setContentType(TYPE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lotledger-archive.tar.gz\"");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (request.getMethod().equals("HEAD")) return;
        ArchiveWriter archive = new ArchiveWriter(response.getOutputStream());
        ArchiveParts parts = new ArchiveParts(log, caller.organisation(), parked::owner, head);
        parts.each(archive::add);
        archive.complete(parts.unreadable());
    }
}
