package io.lotledger.api.dashboard;

import io.lotledger.api.dashboard.session.PageRules;
import io.lotledger.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its frame, as {@code frame}, and the URLs of assets, as {@code assets}. */
@ControllerAdvice(basePackages = "io.lotledger.api.dashboard")
class FrameAdvice {
    private final Frames frames;
    private final Assets assets;

    FrameAdvice(Frames frames, Assets assets) {
        this.frames = frames;
        this.assets = assets;
    }

    /** Thymeleaf lets no bean into the expression of an attribute that holds a URL; the model it does. */
    @ModelAttribute("assets")
    Assets assets() {
        return assets;
    }

    /** Who may not open events gets none offered. */
    @ModelAttribute("seesEvents")
    boolean seesEvents(@AuthenticationPrincipal @Nullable Caller caller) {
        return caller != null && PageRules.opens(caller, "/compliance/events/any");
    }

    @ModelAttribute("frame")
    @Nullable
    Frame frame(HttpServletRequest request) {
        boolean isPart = request.getHeader("HX-Request") != null || request.getHeader("X-Requested-With") != null;
        return isPart ? null : frames.of(request).orElse(null); // a part of a page has no frame
    }
}
