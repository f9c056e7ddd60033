package io.lotledger.api.dashboard.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The page to return to after sign-in. Only pages of the dashboard are followed: anything else could lead to another host. */
final class WayBack {
    private static final String HOME = PageRules.ROOT + "/";
    private static final String SIGN_IN = PageRules.ROOT + "/sign-in";

    private WayBack() {}

    static String of(@Nullable String sent) {
        if (sent == null || sent.indexOf('\\') >= 0 || sent.chars().anyMatch(c -> c < 0x21)) return HOME;
        try {
            URI uri = new URI(sent);
            boolean isOurs = uri.getScheme() == null
                    && uri.getRawAuthority() == null
                    && uri.getRawPath() != null
                    && uri.getRawPath().startsWith(HOME)
                    && uri.normalize().getRawPath().equals(uri.getRawPath())
                    && !uri.getRawPath().startsWith(SIGN_IN);
            return isOurs ? sent : HOME;
        } catch (URISyntaxException e) {
            return HOME;
        }
    }

    /**
     * The sign-in page that leads back: to the requested page, or to the page that a form or a part of it was requested from. It says
     * why the reader must sign in again.
     */
    static String signIn(HttpServletRequest request) {
        boolean isPart = request.getHeader("HX-Request") != null;
        boolean isForm = !request.getMethod().equals("GET");
        String query = request.getQueryString();
        @Nullable
        String page = isPart
                ? pathOf(request.getHeader("HX-Current-URL"))
                : isForm
                        ? pathOf(request.getHeader("Referer"))
                        : request.getRequestURI() + (query == null ? "" : "?" + query);
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        if (isPage(page)) parameters.add("next=" + URLEncoder.encode(String.valueOf(page), StandardCharsets.UTF_8));
        SignedOut.of(request).ifPresent(reason -> parameters.add("ended=" + reason.parameter()));
        if (isForm) parameters.add("unsent=1");
        return SIGN_IN + parameters;
    }

    /** Whether the path is a page of the dashboard behind the sign-in, other than the home page. */
    static boolean isPage(@Nullable String path) {
        return !of(path).equals(HOME);
    }

    /** Path and query of a URL that a browser sent; null if it is none. */
    static @Nullable String pathOf(@Nullable String url) {
        if (url == null) return null;
        try {
            URI uri = new URI(url);
            String query = uri.getRawQuery();
            return uri.getRawPath() + (query == null ? "" : "?" + query);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
