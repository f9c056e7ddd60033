package io.lotledger.api.dashboard;

import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.document.text.MemoryBusyException;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.outage.AxonServerFailures;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import io.lotledger.ingest.eventlog.outage.DiskShortException;
import io.lotledger.ingest.eventlog.outage.SlowCommitException;
import io.lotledger.projections.lineage.TraceTooLarge;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** Errors below {@code /compliance} are pages: what is wrong, which, and what to do. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageErrors implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

    private final Frames frames;
    private final Assets assets;

    PageErrors(Frames frames, Assets assets) {
        this.frames = frames;
        this.assets = assets;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception e) {
        if (!isOfTheDashboard(request)) return null;
        if (DisconnectedClientHelper.isClientDisconnectedException(e))
            return new ModelAndView(); // nobody reads the answer
        return page(request, response, problem(request, e));
    }

    static boolean isOfTheDashboard(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/compliance") || path.startsWith("/compliance/");
    }

    ModelAndView page(HttpServletRequest request, HttpServletResponse response, ProblemException problem) {
        response.setStatus(problem.status());
        response.setHeader("Cache-Control", "no-store");
        if (problem.status() == 503) response.setHeader("Retry-After", ProblemException.RETRY_AFTER_SECONDS);
        ModelAndView page = new ModelAndView("compliance/problem", HttpStatusCode.valueOf(problem.status()));
        page.addObject("problem", problem);
        page.addObject("title", problem.status() == 422 ? "This cannot be shown" : problem.title());
        page.addObject("message", PageWords.of(Objects.requireNonNullElse(problem.getMessage(), "")));
        page.addObject("assets", assets);
        page.addObject(
                "frame", problem.status() == 503 ? null : frames.of(request).orElse(null));
        return page;
    }

    static ProblemException problem(HttpServletRequest request, Exception e) {
        if (e instanceof ProblemException problem) return problem;
        if (e instanceof MemoryBusyException) return ProblemException.memoryBusy();
        if (e instanceof DiskShortException diskShort) return ProblemException.diskShort(diskShort);
        if (e instanceof SlowCommitException slow) return ProblemException.slowCommit(slow);
        if (e instanceof TraceTooLarge) return TraceLookup.tooLarge(String.valueOf(e.getMessage()));
        if (e instanceof DamagedEntryException damaged) {
            LOG.error("{} {}: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
            return ProblemException.damaged(damaged);
        }
        if (e instanceof MethodArgumentTypeMismatchException mistyped)
            return ProblemException.unprocessable(
                    mistyped.getName(),
                    "“" + mistyped.getName() + "” does not take the value “" + mistyped.getValue() + "”.",
                    List.of());
        if (e instanceof NoResourceFoundException)
            return ProblemException.notFound("There is no page at " + request.getRequestURI() + ".");
        if (DatabaseOutage.isBehind(e) || AxonServerFailures.isOfAxonServer(e)) {
            LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.toString());
            return ProblemException.unavailable();
        }
        if (e instanceof ErrorResponse refused && !refused.getStatusCode().is5xxServerError()) {
            String detail = refused.getBody().getDetail();
            return new ProblemException(
                    refused.getStatusCode().value(),
                    "about:blank",
                    "This page does not take that request",
                    detail == null ? "Go back and try again." : detail,
                    Map.of());
        }
        UUID errorId = UUID.randomUUID();
        LOG.error("{} {} failed, error {}", request.getMethod(), request.getRequestURI(), errorId, e);
        return new ProblemException(
                500,
                "about:blank",
                "This page could not be made",
                "The fault is on our side. Quote the error id " + errorId + " when you ask about it.",
                Map.of());
    }
}
