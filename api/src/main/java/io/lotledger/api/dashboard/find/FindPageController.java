package io.lotledger.api.dashboard.find;

import io.lotledger.api.find.FindResult;
import io.lotledger.api.find.Finder;
import io.lotledger.api.find.Found;
import io.lotledger.api.find.FoundKind;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search box: its results while the reader types, and as a page. */
@Controller
class FindPageController {
    private static final int PAGE = 50;

    private final Finder finder;

    FindPageController(Finder finder) {
        this.finder = finder;
    }

    /** One exact result is opened at once. */
    @GetMapping("/compliance/find")
    String find(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String only,
            @RequestParam(required = false) @Nullable String after,
            Model model)
            throws InterruptedException {
        String text = q == null ? "" : q.strip();
        FoundKind kind = kind(only);
        model.addAttribute("q", text);
        if (text.isEmpty()) return "compliance/find/page";
        requireShort(text);
        if (kind == null) {
            FindResult result = finder.find(caller, text);
            Optional<Found> exactly = result.only();
            if (exactly.isPresent() && result.notes().isEmpty()) return "redirect:" + FoundView.url(exactly.get());
            model.addAttribute("found", FoundView.of(text, result, null));
            return "compliance/find/page";
        }
        model.addAttribute("only", kind.plural());
        model.addAttribute("onlyWord", kind.word());
        model.addAttribute("isFirst", after == null);
        model.addAttribute("found", FoundView.of(text, page(caller, text, kind, after), kind));
        return "compliance/find/page";
    }

    /** Below the box, while the reader types. */
    @GetMapping(path = "/compliance/find", headers = "HX-Request")
    String options(
            @AuthenticationPrincipal Caller caller, @RequestParam(required = false) @Nullable String q, Model model) {
        String text = q == null ? "" : q.strip();
        model.addAttribute("q", text);
        if (!text.isEmpty() && text.length() <= Finder.LONGEST_TEXT)
            model.addAttribute("found", FoundView.of(text, finder.search(caller, text), null));
        return "compliance/find/options";
    }

    private FindResult page(Caller caller, String text, FoundKind kind, @Nullable String after) {
        try {
            return finder.page(caller, text, kind, after == null ? "" : after, PAGE);
        } catch (IllegalArgumentException e) {
            throw ProblemException.unprocessable(
                    "after", "This page of results is not one that a search gave. Search again.", List.of());
        }
    }

    private static void requireShort(String text) {
        if (text.length() > Finder.LONGEST_TEXT) {
            throw ProblemException.unprocessable(
                    "q",
                    "The text has " + text.length() + " characters. The box takes " + Finder.LONGEST_TEXT
                            + ", which is longer than any label.",
                    List.of());
        }
    }

    private static @Nullable FoundKind kind(@Nullable String only) {
        if (only == null || only.isEmpty()) return null;
        return FoundKind.ofWord(only).orElseThrow(() -> ProblemException.notOneOf("only", only, FoundKind.words()));
    }
}
