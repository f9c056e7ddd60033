package io.lotledger.api.dashboard;

import io.lotledger.api.dashboard.session.PageRules;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Caller;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Builds the frame of a page for who is signed in. */
@Component
class Frames {
    private static final Logger LOG = LoggerFactory.getLogger(Frames.class);
    private static final Duration WORTH_SAYING = Duration.ofSeconds(30);

    private final ApiKeys keys;
    private final ObjectProvider<FrameFigures> figures;
    private final Clock clock;

    Frames(ApiKeys keys, ObjectProvider<FrameFigures> figures, Clock clock) {
        this.keys = keys;
        this.figures = figures;
        this.clock = clock;
    }

    /** Empty when nobody is signed in. */
    Optional<Frame> of(HttpServletRequest request) {
        Authentication signedIn = SecurityContextHolder.getContext().getAuthentication();
        if (signedIn == null || !(signedIn.getPrincipal() instanceof Caller caller)) return Optional.empty();
        ApiKeys.Names names = keys.names(caller).orElseGet(() -> new ApiKeys.Names(caller.keyId(), ""));
        FrameFigures.Figures now = figures(caller);
        return Optional.of(new Frame(
                names.key(),
                names.organisation(),
                initials(names.key()),
                PageRules.opens(caller, "/compliance/find"),
                opened(
                        caller,
                        new Frame.Entry("home", "home", "Home", "/compliance/", null),
                        new Frame.Entry("lots", "lot", "Lots", "/compliance/lots", null),
                        new Frame.Entry("exports", "out", "Exports", "/compliance/exports", count(now.openExports())),
                        new Frame.Entry("drills", "drill", "Drills", "/compliance/drills", null),
                        new Frame.Entry("captures", "in", "Captures", "/compliance/captures", null),
                        new Frame.Entry("findings", "flag", "Findings", "/compliance/findings", count(now.findings()))),
                opened(
                        caller,
                        new Frame.Entry("places", "pin", "Places", "/compliance/places", null),
                        new Frame.Entry("products", "product", "Products", "/compliance/products", null),
                        PageRules.opens(caller, "/compliance/keys")
                                ? new Frame.Entry("keys", "key", "Keys", "/compliance/keys", null)
                                : new Frame.Entry("keys", "key", "Changes of keys", "/compliance/keys/changes", null),
                        new Frame.Entry(
                                "organisations", "building", "Organisations", "/compliance/organisations", null),
                        new Frame.Entry("system", "gear", "System", "/compliance/system", null)),
                cookie(request, "ll_theme")
                        .filter(theme -> theme.equals("dark") || theme.equals("light"))
                        .orElse(null),
                clock(caller, now),
                lag(now.lag())));
    }

    /** A page is drawn without its figures rather than not at all. */
    private FrameFigures.Figures figures(Caller caller) {
        FrameFigures source = figures.getIfAvailable();
        if (source == null) return FrameFigures.Figures.NONE;
        try {
            return source.of(caller);
        } catch (RuntimeException e) {
            LOG.warn("The figures of the frame are missing: {}", e.toString());
            return FrameFigures.Figures.NONE;
        }
    }

    private static List<Frame.Entry> opened(Caller caller, Frame.Entry... entries) {
        return Stream.of(entries)
                .filter(entry -> PageRules.opens(caller, entry.url()))
                .toList();
    }

    private static @Nullable Long count(long count) {
        return count == 0 ? null : count;
    }

    private Frame.@Nullable Clock clock(Caller caller, FrameFigures.Figures now) {
        Instant answerBy = now.answerBy();
        String url = now.answerUrl();
        if (answerBy == null || url == null || !PageRules.opens(caller, url)) return null;
        Duration left = Duration.between(clock.instant(), answerBy);
        boolean isLate = left.isNegative();
        return new Frame.Clock(Show.span(left.abs()) + (isLate ? " late" : " left"), url, isLate);
    }

    private static @Nullable String lag(@Nullable Duration lag) {
        if (lag == null || lag.compareTo(WORTH_SAYING) < 0) return null;
        return "Tables are " + Show.span(lag) + " behind the log; exports wait for them.";
    }

    private static String initials(String name) {
        String initials = Stream.of(name.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .limit(2)
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)))
                .collect(Collectors.joining());
        return initials.isEmpty() ? "?" : initials.toUpperCase(Locale.ROOT);
    }

    static Optional<String> cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) return Optional.empty();
        return Stream.of(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }
}
