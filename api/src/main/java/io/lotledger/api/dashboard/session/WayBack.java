package io.lotledger.api.dashboard.session;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

    /** The sign-in page that leads back to the requested page, if it was a page that can be asked for again. */
    static String signIn(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) return SIGN_IN;
        String query = request.getQueryString();
        String page = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (of(page).equals(HOME)) return SIGN_IN;
        return SIGN_IN + "?next=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
    }

    /** Of an htmx request: back to the page that it was made on. */
    static String signInFromPart(HttpServletRequest request) {
        String page = request.getHeader("HX-Current-URL");
        if (page == null) return SIGN_IN;
        try {
            URI uri = new URI(page);
            String query = uri.getRawQuery();
            String path = uri.getRawPath() + (query == null ? "" : "?" + query);
            if (of(path).equals(HOME)) return SIGN_IN;
            return SIGN_IN + "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
        } catch (URISyntaxException e) {
            return SIGN_IN;
        }
    }
}
