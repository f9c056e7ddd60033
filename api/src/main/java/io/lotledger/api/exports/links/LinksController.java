package io.lotledger.api.exports.links;

import io.lotledger.api.security.Caller;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One URL for one export, which a regulator opens without a key. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/exports/{jobId}/links")
class LinksController {
    private final ExportLinks links;

    LinksController(ExportLinks links) {
        this.links = links;
    }

    /** At most {@code RegulatorLink.MOST_LINKS}, so it has no pages. */
    record LinkList(List<LinkBody> links) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LinkBody.Made> make(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestBody(required = false) byte @Nullable [] body) {
        LinkOrder order = LinkOrder.read(body == null ? new byte[0] : body);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(links.make(caller, jobId, order));
    }

    @GetMapping
    ResponseEntity<LinkList> list(@AuthenticationPrincipal Caller caller, @PathVariable String jobId) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new LinkList(links.list(caller, jobId)));
    }

    @DeleteMapping("/{linkId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@AuthenticationPrincipal Caller caller, @PathVariable String jobId, @PathVariable String linkId) {
        links.revoke(caller, jobId, linkId);
    }
}
