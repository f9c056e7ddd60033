package io.lotledger.api.dashboard.session;

import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Signs in with a key and out again. */
@Controller
@RequestMapping("/compliance")
class SignInController {
    private static final String PAGE = "compliance/sign-in";

    private final ApiKeys keys;
    private final DashboardSession sessions;
    private final SignInThrottle throttle;
    private final CsrfTokenRepository csrf;
    private final OidcSignIn provider;

    SignInController(
            ApiKeys keys,
            DashboardSession sessions,
            SignInThrottle throttle,
            CsrfTokenRepository csrf,
            OidcSignIn provider) {
        this.keys = keys;
        this.sessions = sessions;
        this.throttle = throttle;
        this.csrf = csrf;
        this.provider = provider;
    }

    @GetMapping("/sign-in")
    String page(
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(required = false) @Nullable String ended,
            @RequestParam(defaultValue = "") String unsent,
            HttpServletRequest request,
            Model model) {
        model.addAttribute("next", WayBack.of(next));
        model.addAttribute("reason", SignedOut.of(ended).map(SignedOut::words).orElse(null));
        model.addAttribute("isUnsent", !unsent.isEmpty());
        model.addAttribute("goesOn", WayBack.isPage(next));
        model.addAttribute("fault", provider.fault(request));
        return PAGE;
    }

    @ModelAttribute("providerButton")
    @Nullable
    String providerButton() {
        return provider.buttonText();
    }

    /** A link and no form: the content policy would stop the redirect of a form to the provider. */
    @GetMapping("/sign-in/provider")
    String toProvider(@RequestParam(required = false) @Nullable String next, HttpServletRequest request) {
        if (provider.buttonText() == null) return "redirect:/compliance/sign-in";
        provider.remember(request, WayBack.of(next));
        return "redirect:" + OidcSignIn.AUTHORIZATION;
    }

    /** An unknown key and a revoked one get the same answer. */
    @PostMapping("/sign-in")
    String signIn(
            @RequestParam String key,
            @RequestParam(required = false) @Nullable String next,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String address = request.getRemoteAddr();
        String page = WayBack.of(next);
        model.addAttribute("next", page);
        if (!throttle.isOpen(address)) {
            response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
            response.setHeader("Retry-After", "60");
            model.addAttribute("fault", "Five keys were refused within a minute. Wait a minute, then try again.");
            return PAGE;
        }
        Optional<Caller> caller = keys.authenticate(key.strip());
        if (caller.isEmpty()) {
            throttle.failed(address);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            model.addAttribute(
                    "fault",
                    "This key opens nothing here. A key looks like ll_<id>_<secret>; an admin of your organisation makes one.");
            return PAGE;
        }
        sessions.begin(
                request, caller.get().keyId(), ApiKeys.fingerprint(key.strip()).orElseThrow());
        csrf.saveToken(null, request, response);
        return "redirect:" + page;
    }

    /** A page leads on to the provider: the content policy would stop the redirect of a form to it. */
    @PostMapping("/sign-out")
    String signOut(HttpServletRequest request, HttpServletResponse response, Model model) {
        String next = provider.signOut(request, response);
        csrf.saveToken(null, request, response);
        response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        if (next.startsWith(PageRules.ROOT)) return "redirect:" + next;
        model.addAttribute("next", next);
        return "compliance/sign-out";
    }

    /** Keeps a session from ending while somebody reads a page. */
    @PostMapping("/session")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stay() {}
}
