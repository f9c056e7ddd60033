package io.lotledger.api.dashboard.home;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.security.Caller;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The home page and the glossary. */
@Controller
class HomeController {
    private final HomePages pages;

    HomeController(HomePages pages) {
        this.pages = pages;
    }

    @GetMapping("/compliance/")
    String home(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String foods, Model model) {
        model.addAttribute("home", pages.of(caller, Show.zone(), foods.equals("all")));
        return "compliance/home/home";
    }

    @GetMapping("/compliance/help/glossary")
    String glossary(Model model) {
        model.addAttribute("entries", GlossaryEntry.ALL);
        return "compliance/help/glossary";
    }
}
