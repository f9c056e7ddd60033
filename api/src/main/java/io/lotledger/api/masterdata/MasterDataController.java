package io.lotledger.api.masterdata;

import io.lotledger.api.lots.AsOf;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.capture.MasterDataCapture;
import io.lotledger.ingest.capture.masterdata.AttributeNames;
import io.lotledger.ingest.capture.rules.MasterDataRules;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersion;
import io.lotledger.projections.masterdata.MasterDataVersions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** Master data of locations and products, for partners whose documents carry none. */
@RestController
@RequestMapping("/epcis/api/2.0/masterdata")
class MasterDataController {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int PAGE = 100;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final MasterDataEdits edits;
    private final MasterDataVersions versions;
    private final ReadModels readModels;
    private final AsOf asOf;

    MasterDataController(MasterDataEdits edits, MasterDataVersions versions, ReadModels readModels, AsOf asOf) {
        this.edits = edits;
        this.versions = versions;
        this.readModels = readModels;
        this.asOf = asOf;
    }

    /**
     * Replaces all that is known of the GLN, by earlier PUTs and by documents; the answer names the removed attributes. 201 if nothing
     * described it before, else 200. The change is committed before the answer.
     */
    @PutMapping(path = "/locations/{gln}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MasterDataBody.Stored> putLocation(
            @AuthenticationPrincipal Caller caller, @PathVariable String gln, @RequestBody byte[] body) {
        Gln of = MasterDataKeys.gln(gln);
        return put(caller, MasterDataRules.LOCATION, of.value(), MasterDataVersions.uri(of), body);
    }

    /** Sets the sent attributes, removes those sent as {@code null}, and keeps the others (RFC 7396). */
    @PatchMapping(
            path = "/locations/{gln}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<MasterDataBody.Stored> patchLocation(
            @AuthenticationPrincipal Caller caller, @PathVariable String gln, @RequestBody byte[] body) {
        Gln of = MasterDataKeys.gln(gln);
        return patch(caller, MasterDataRules.LOCATION, of.value(), MasterDataVersions.uri(of), body);
    }

    @PatchMapping(
            path = "/products/{gtin}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<MasterDataBody.Stored> patchProduct(
            @AuthenticationPrincipal Caller caller, @PathVariable String gtin, @RequestBody byte[] body) {
        Gtin of = MasterDataKeys.gtin(gtin);
        return patch(caller, MasterDataRules.PRODUCT, of.value(), MasterDataVersions.uri(of), body);
    }

    @PutMapping(path = "/products/{gtin}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MasterDataBody.Stored> putProduct(
            @AuthenticationPrincipal Caller caller, @PathVariable String gtin, @RequestBody byte[] body) {
        Gtin of = MasterDataKeys.gtin(gtin);
        return put(caller, MasterDataRules.PRODUCT, of.value(), MasterDataVersions.uri(of), body);
    }

    @GetMapping("/locations/{gln}")
    ResponseEntity<MasterDataBody> location(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String gln,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before)
            throws InterruptedException {
        Gln of = MasterDataKeys.gln(gln);
        UUID organisation = caller.organisation();
        long position = position(organisation, asOfText);
        return answer(
                of.value(),
                MasterDataVersions.uri(of),
                position,
                versions.location(organisation, position, of),
                versions.history(organisation, of, Math.min(before, position + 1), PAGE + 1),
                () -> versions.history(organisation, of, position + 1, 1));
    }

    @GetMapping("/products/{gtin}")
    ResponseEntity<MasterDataBody> product(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String gtin,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before)
            throws InterruptedException {
        Gtin of = MasterDataKeys.gtin(gtin);
        UUID organisation = caller.organisation();
        long position = position(organisation, asOfText);
        return answer(
                of.value(),
                MasterDataVersions.uri(of),
                position,
                versions.product(organisation, position, of),
                versions.history(organisation, of, Math.min(before, position + 1), PAGE + 1),
                () -> versions.history(organisation, of, position + 1, 1));
    }

    private ResponseEntity<MasterDataBody.Stored> put(
            Caller caller, MasterDataRules rules, String key, String uri, byte[] body) {
        SentAttributes sent = sent(() -> SentAttributes.ofPut(body, rules));
        return answer(key, uri, edits.replace(caller, rules, uri, AttributeNames.byLocalName(sent.attributes())));
    }

    private ResponseEntity<MasterDataBody.Stored> patch(
            Caller caller, MasterDataRules rules, String key, String uri, byte[] body) {
        SentAttributes sent = sent(() -> SentAttributes.ofPatch(body, rules));
        try {
            return answer(key, uri, edits.merge(caller, rules, uri, sent.attributes(), sent.removedNames()));
        } catch (MasterDataEdits.Refused e) {
            throw refused(e.faults());
        }
    }

    private static ResponseEntity<MasterDataBody.Stored> answer(
            String key, String uri, MasterDataCapture.Result stored) {
        return ResponseEntity.status(stored.first() ? HttpStatus.CREATED : HttpStatus.OK)
                .cacheControl(CacheControl.noStore())
                .body(new MasterDataBody.Stored(
                        key,
                        uri,
                        stored.logPosition(),
                        stored.changed(),
                        MasterDataBody.json(new Attributes(stored.attributes())),
                        stored.removed()));
    }

    private static SentAttributes sent(Supplier<SentAttributes> reading) {
        try {
            SentAttributes sent = reading.get();
            if (!sent.faults().isEmpty()) throw refused(sent.faults());
            return sent;
        } catch (JacksonException e) {
            throw refused(
                    400,
                    List.of(new Violation("$", "json", "the body is not valid JSON: " + JsonFaults.located(e), null)));
        }
    }

    /**
     * @param found versions of this page and one more
     * @param newest the newest version of all pages
     */
    private static ResponseEntity<MasterDataBody> answer(
            String key,
            String uri,
            long position,
            Attributes attributes,
            List<MasterDataVersion> found,
            Supplier<List<MasterDataVersion>> newest) {
        if (found.isEmpty() && newest.get().isEmpty()) {
            throw ProblemException.notFound("No master data for this " + (uri.contains("/01/") ? "GTIN" : "GLN")
                    + " up to log position " + position + "; send it with PUT or in a document's master data");
        }
        List<MasterDataVersion> page = found.subList(0, Math.min(PAGE, found.size()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new MasterDataBody(
                        key,
                        uri,
                        position,
                        MasterDataBody.json(attributes),
                        page.stream().map(MasterDataBody.Version::of).toList(),
                        found.size() > PAGE ? page.get(PAGE - 1).since() : null));
    }

    /** Without {@code as_of}, the head of the log, so that a client reads its own writes. */
    private long position(UUID organisation, @Nullable String asOfText) throws InterruptedException {
        if (asOfText != null) return asOf.position(organisation, asOfText);
        long head = readModels.head();
        if (readModels.await(MasterDataProjection.NAME, head, LONGEST_WAIT)) return head;
        throw new ProblemException(
                503,
                "epcisException:ImplementationException",
                "Master data lags behind",
                "The master data table has not reached log position " + head + " yet. Retry, or send an earlier as_of.",
                Map.of("log_position", head));
    }

    private static ProblemException refused(List<Violation> faults) {
        return refused(422, faults);
    }

    private static ProblemException refused(int status, List<Violation> faults) {
        return new ProblemException(
                status,
                "epcisException:ValidationException",
                "The master data breaks rules",
                "Nothing was stored: " + faults.get(0).message(),
                Map.of("errors", faults.stream().map(Problems::violation).toList()));
    }
}
