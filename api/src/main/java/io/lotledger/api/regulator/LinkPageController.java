package io.lotledger.api.regulator;

import io.lotledger.api.exports.links.ExportLinks;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.limits.RateLimitStanding;
import io.lotledger.api.limits.RateLimits;
import io.lotledger.api.problem.CsvBody;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.link.LinkSecret;
import io.lotledger.export.link.RegulatorLinks;
import io.lotledger.export.proof.Verification;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * What a link shows: one page, its files and its verification. Each GET is an event of the job; {@code HEAD} is none. Files come through
 * this server, so that the reader needs no access to S3 and learns no address of it.
 */
@Controller
class LinkPageController {
    /** Requests of one {@link ClientNetwork} in a minute, counted by all nodes together. */
    private static final KeyLimits PER_ADDRESS = new KeyLimits(60, null);

    private static final String PAGE = "regulator/page";
    private static final String LINK = ExportLinks.PATH + "{secret}";
    private static final String STYLE = ExportLinks.PATH + "style.css";

    private final RegulatorLinks links;
    private final LinkPages pages;
    private final WorkbookStore store;
    private final RateLimits limits;
    private final byte[] style;

    LinkPageController(RegulatorLinks links, LinkPages pages, WorkbookStore store, RateLimits limits)
            throws IOException {
        this.links = links;
        this.pages = pages;
        this.store = store;
        this.limits = limits;
        this.style = new ClassPathResource("regulator/style.css").getContentAsByteArray();
    }

    /** Before every answer, whatever the link: a refused address learns nothing of the link. */
    @ModelAttribute
    void limit(HttpServletRequest request) {
        if (request.getRequestURI().equals(STYLE)) return;
        boolean isTooMany = limits.count("link " + ClientNetwork.of(request.getRemoteAddr()), PER_ADDRESS)
                .filter(RateLimitStanding::exceeded)
                .isPresent();
        if (isTooMany) throw new LinkRefusal.Refused(LinkRefusal.TOO_OFTEN);
    }

    @GetMapping(LINK)
    String page(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response, Model model) {
        show(new LinkSecret(secret), opened(secret, "page", request), response, model);
        return PAGE;
    }

    /** Renders the workbook again, which stores nothing; for {@code HEAD} it does not. */
    @GetMapping(LINK + "/verify")
    String verify(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response, Model model)
            throws IOException, InterruptedException {
        RegulatorLinks.Opened opened = opened(secret, "verification", request);
        show(new LinkSecret(secret), opened, response, model);
        if (isHead(request)) return PAGE;
        Optional<Verification> found = pages.verified(opened);
        model.addAttribute("isBusy", found.isEmpty());
        model.addAttribute("verification", found.orElse(null));
        return PAGE;
    }

    @GetMapping(LINK + "/workbook")
    void workbook(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RegulatorLinks.Opened opened = links.find(new LinkSecret(secret)).orElseThrow(LinkPageController::nothing);
        WorkbookDelivered delivery = kept(opened);
        requireHeld(delivery.objectKey());
        file(response, delivery.fileName(), opened.job().request().format().contentType());
        if (isHead(request)) {
            response.setContentLengthLong(delivery.sizeBytes());
            return;
        }
        Runnable begin = () -> {
            links.downloaded(opened);
            response.setContentLengthLong(
                    delivery.sizeBytes()); // a refusal before the first byte has a length of its own
        };
        copy(delivery.objectKey(), new OnFirstByte(response, begin));
    }

    /** The signed envelope (DSSE) of the manifest. */
    @GetMapping(LINK + "/manifest")
    void manifest(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RegulatorLinks.Opened opened = opened(secret, "manifest", request);
        WorkbookDelivered delivery = kept(opened);
        String key = delivery.manifestKey();
        if (key == null) throw new LinkRefusal.Refused(LinkRefusal.NOTHING);
        requireHeld(key);
        file(response, delivery.fileName() + ".manifest.json", MediaType.APPLICATION_JSON_VALUE);
        if (!isHead(request)) copy(key, new OnFirstByte(response, () -> {}));
    }

    @GetMapping(LINK + "/history.csv")
    void history(@PathVariable String secret, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        RegulatorLinks.Opened opened = opened(secret, "history", request);
        byte[] csv = CsvBody.of(pages.historyCsv(opened));
        file(response, "export-" + opened.job().request().shortId() + "-history.csv", CsvBody.TYPE.toString());
        response.setContentLength(csv.length);
        if (!isHead(request)) response.getOutputStream().write(csv);
    }

    @GetMapping(STYLE)
    ResponseEntity<byte[]> style() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/css;charset=UTF-8"))
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .body(style);
    }

    private RegulatorLinks.Opened opened(String secret, String part, HttpServletRequest request) {
        LinkSecret sent = new LinkSecret(secret);
        return (isHead(request) ? links.find(sent) : links.open(sent, part)).orElseThrow(LinkPageController::nothing);
    }

    private void show(LinkSecret secret, RegulatorLinks.Opened opened, HttpServletResponse response, Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        model.addAttribute("page", pages.page(secret, opened));
    }

    private static WorkbookDelivered kept(RegulatorLinks.Opened opened) {
        if (opened.job().expiry() != null) throw new LinkRefusal.Refused(LinkRefusal.REMOVED);
        return LinkPages.delivery(opened);
    }

    private void requireHeld(String key) {
        if (!store.mayHold(key)) throw new LinkRefusal.Refused(LinkRefusal.LOST);
    }

    private void copy(String key, OutputStream out) throws IOException {
        if (!store.copy(key, out)) throw new LinkRefusal.Refused(LinkRefusal.LOST);
    }

    private static void file(HttpServletResponse response, String name, String type) {
        response.setContentType(type);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(name).build().toString());
    }

    private static boolean isHead(HttpServletRequest request) {
        return request.getMethod().equals("HEAD");
    }

    private static LinkRefusal.Refused nothing() {
        return new LinkRefusal.Refused(LinkRefusal.NOTHING);
    }
}
