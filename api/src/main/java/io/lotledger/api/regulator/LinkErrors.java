package io.lotledger.api.regulator;

import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.ingest.eventlog.outage.AxonServerFailures;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/** Errors below {@code /link} are pages. No answer and no line of the log repeats the path, because the secret is in it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class LinkErrors implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(LinkErrors.class);
    private static final String RETRY_AFTER_SECONDS = "60";

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        String path = request.getRequestURI();
        if (!path.equals("/link") && !path.startsWith("/link/")) return null;
        if (DisconnectedClientHelper.isClientDisconnectedException(e))
            return new ModelAndView(); // nobody reads the answer
        if (response.isCommitted()) { // a file broke off
            LOG.warn("A download by a link broke off: {}", e.toString());
            return new ModelAndView();
        }
        return page(response, refusal(e));
    }

    static ModelAndView page(HttpServletResponse response, LinkRefusal refusal) {
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/html;charset=UTF-8"); // also where a file was to be sent
        response.setHeader("Content-Disposition", "inline");
        if (refusal.status() == 405) response.setHeader("Allow", "GET, HEAD");
        if (refusal.status() == 429 || refusal.status() == 503) response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        ModelAndView page = new ModelAndView("regulator/refused", HttpStatusCode.valueOf(refusal.status()));
        page.addObject("refusal", refusal);
        return page;
    }

    private static LinkRefusal refusal(Exception e) {
        if (e instanceof LinkRefusal.Refused refused) return refused.refusal();
        if (e instanceof HttpRequestMethodNotSupportedException) return LinkRefusal.GET_ONLY;
        if (e instanceof ErrorResponse refused && refused.getStatusCode().is4xxClientError())
            return LinkRefusal.NOTHING;
        if (e instanceof StorageUnavailable || DatabaseOutage.isBehind(e) || AxonServerFailures.isOfAxonServer(e)) {
            LOG.warn("A link is not answered: {}", e.toString());
            return LinkRefusal.UNAVAILABLE;
        }
        LOG.error("A link is not answered", e);
        return LinkRefusal.FAILED;
    }
}
