package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import io.lotledger.api.Effort;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One person's visit to the dashboard. Nothing on it may be wrong: no console message of level warning or error, no violation of
 * the content policy, no request to another host. {@link #close} fails otherwise.
 */
public final class Visit implements AutoCloseable {
    private static final int MOST_BYTES = 60_000;
    private static final int MOST_REQUESTS = 8;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    /** Half a megabyte. {@code AxeBuilder.analyze} sends it to the page twice each time; once is enough for a document. */
    private static final String AXE = AxeBuilder.getAxeScript();
    /**
     * Every rule on every element, but that of contrast on one of those that look alike, such as the cells of a column: it takes
     * two thirds of the time. With {@code everyElement} it looks at each of them.
     */
    private static final String VIOLATIONS = """
            async everyElement => {
                // without the option, axe works out a selector of each element that is right
                const violationsOf = async (context, options) =>
                    (await axe.run(context, {resultTypes: ['violations'], ...options})).violations;
                const looks = new Map();
                const numbers = new Map();
                const different = [];
                document.querySelectorAll('*').forEach(element => {
                    const style = getComputedStyle(element);
                    const look = [looks.get(element.parentElement), element.localName, element.className.baseVal ?? element.className,
                        element.checkVisibility({visibilityProperty: true}), style.color, style.backgroundColor, style.backgroundImage,
                        style.opacity, style.fontSize, style.fontWeight, style.textShadow, style.position].join('|');
                    const isFirst = !numbers.has(look);
                    if (isFirst) numbers.set(look, numbers.size);
                    looks.set(element, numbers.get(look));
                    const hasText = element.matches('input, select, textarea')
                        || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
                    if (hasText && isFirst) different.push(element);
                });
                const found = everyElement ? await violationsOf(document, {}) : [
                    ...await violationsOf(document, {rules: {'color-contrast': {enabled: false}}}),
                    ...await violationsOf({include: different}, {runOnly: ['color-contrast']})];
                return found.map(rule => rule.id + ': '
                    + rule.nodes.slice(0, 3).map(node => node.target + ' ' + node.failureSummary).join('; '));
            }
            """;

    private final BrowserContext context;
    private final Page page;
    private final URI server;
    private final List<String> wrong = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final Set<Request> ended = new HashSet<>();
    private final List<String> expected = new ArrayList<>();

    Visit(BrowserContext context, URI server) {
        this.context = context;
        this.server = server;
        this.page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning"))
                wrong.add("console " + message.type() + ": " + message.text());
        });
        page.onPageError(error -> wrong.add("script error: " + error));
        page.onRequest(request -> {
            requests.add(request);
            if (!request.url().startsWith(server.toString()) && !request.url().startsWith("data:"))
                wrong.add("request to another host: " + request.url());
        });
        page.onRequestFinished(ended::add);
        page.onRequestFailed(ended::add);
    }

    public Page page() {
        return page;
    }

    /** The page as it is now, once it has loaded: after a click it may still be on its way. */
    public String html() {
        page.waitForLoadState();
        return page.content();
    }

    public Locator find(String selector) {
        return page.locator(selector);
    }

    /** A part of a console message that this visit provokes, such as the browser's line about an answer with 404. */
    public Visit expecting(String partOfMessage) {
        expected.add(partOfMessage);
        return this;
    }

    /** Opens a page that must be there, within the budget of a first visit. */
    public Visit open(String path) {
        requests.clear();
        ended.clear();
        Response answer = navigate(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        page.waitForLoadState();
        List<Request> own = requestsOf(answer);
        assertThat(own).as("requests of " + path).hasSizeLessThanOrEqualTo(MOST_REQUESTS);
        assertEnd(own);
        int bytes = own.stream()
                .filter(ended::contains)
                .mapToInt(request -> request.sizes().responseBodySize)
                .sum();
        assertThat(bytes).as("bytes of " + path).isLessThanOrEqualTo(MOST_BYTES);
        return this;
    }

    /**
     * The requests from the page's own on. One that the page before began at the last moment may never end: its document is gone,
     * and the browser need not tell what became of it.
     */
    private List<Request> requestsOf(Response answer) {
        Request first = answer.request();
        while (first.redirectedFrom() != null) first = first.redirectedFrom();
        return List.copyOf(requests.subList(requests.indexOf(first), requests.size()));
    }

    /** The browser may drop the icon of its tab when the person goes on to the next page at once. */
    private void assertEnd(List<Request> own) {
        List<Request> shown = own.stream()
                .filter(request -> !request.url().contains("/assets/mark-"))
                .toList();
        try {
            page.waitForCondition(() -> ended.containsAll(shown));
        } catch (TimeoutError late) {
            assertThat(shown)
                    .filteredOn(request -> !ended.contains(request))
                    .extracting(Request::url)
                    .as("requests without an end")
                    .isEmpty();
        }
    }

    /** Opens a page that answers with another status. */
    public Response openRefused(String path) {
        expecting("the server responded with a status of");
        return navigate(path);
    }

    private Response navigate(String path) {
        @Nullable Response answer = page.navigate(server + path);
        return java.util.Objects.requireNonNull(answer, path);
    }

    /**
     * Looks at the page at both widths: no horizontal scroll. The wide page has no finding of axe; with {@code -Pfaults}
     * neither has the narrow nor the dark one, and all four are pictured in {@code target/screenshots}.
     */
    public Visit look(String name) {
        for (int width : new int[] {360, 1440}) {
            page.setViewportSize(width, width == 360 ? 740 : 900);
            int beyond =
                    (int) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(beyond)
                    .as("pixels beyond the edge of " + name + "-" + width)
                    .isLessThanOrEqualTo(0);
            if (Effort.isFull()) lookClosely(name + "-" + width);
        }
        if (!Effort.isFull()) assertAccessible(name);
        return this;
    }

    private void lookClosely(String name) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            String picture = name + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
            page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(SCREENSHOTS.resolve(picture + ".png")));
            assertAccessible(picture);
        }
    }

    private void assertAccessible(String picture) {
        // in the page itself: our pages have no frames, for which axe would open a page more
        assertThat(page.frames()).as("frames of " + picture).hasSize(1);
        if ((boolean) page.evaluate("typeof window.axe === 'undefined'")) page.evaluate(AXE);
        assertThat((List<?>) page.evaluate(VIOLATIONS, Effort.isFull()))
                .as("accessibility of " + picture)
                .isEmpty();
    }

    @Override
    public void close() {
        context.close();
        assertThat(wrong)
                .filteredOn(message -> expected.stream().noneMatch(message::contains))
                .as("what went wrong on the pages")
                .isEmpty();
    }
}
