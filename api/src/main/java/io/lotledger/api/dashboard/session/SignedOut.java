package io.lotledger.api.dashboard.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why somebody who was signed in is so no more, as the sign-in page says it. */
enum SignedOut {
    IDLE("You were signed out after 30 minutes without use, or after 12 hours."),
    KEY("You were signed out: your key was revoked, has ended or has a new secret."),
    /** A person of the OpenID provider, which was away. */
    HERE_ONLY(
            "You are signed out here. Your organisation’s provider did not answer, so you may still be signed in there:"
                    + " sign out there too, or close the browser, if others use it."),
    /** By the reader, in another tab, or by a session that is gone. */
    ELSEWHERE("You were signed out.");

    /** Of the request, where the reason is known. */
    static final String ATTRIBUTE = SignedOut.class.getName();

    private final String words;

    SignedOut(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SignedOut> of(@Nullable String parameter) {
        return Stream.of(values())
                .filter(reason -> reason.parameter().equals(parameter))
                .findFirst();
    }

    /** Empty for a request of somebody who need not have been signed in before. */
    static Optional<SignedOut> of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof SignedOut reason) return Optional.of(reason);
        boolean isFromAPage = request.getHeader("HX-Request") != null
                || !request.getMethod().equals("GET")
                || WayBack.isPage(WayBack.pathOf(request.getHeader("Referer")));
        return isFromAPage ? Optional.of(ELSEWHERE) : Optional.empty();
    }
}
