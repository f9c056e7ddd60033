package io.lotledger.api.dashboard.event;

import io.lotledger.api.dashboard.session.PageRules;
import io.lotledger.api.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The evidence page of an event. */
@Controller
class EventPageController {
    private final EventPages pages;

    EventPageController(EventPages pages) {
        this.pages = pages;
    }

    @GetMapping("/compliance/events/{eventId}")
    String page(@AuthenticationPrincipal Caller caller, @PathVariable String eventId, Model model)
            throws InterruptedException {
        model.addAttribute("event", pages.of(caller.organisation(), eventId));
        model.addAttribute("seesCaptures", PageRules.opens(caller, "/compliance/captures"));
        return "compliance/events/event";
    }
}
