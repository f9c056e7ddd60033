package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.lotledger.api.LotledgerServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The browser of this machine, one for all tests of this JVM. A machine without one fails the test when {@code CI=true} and
 * skips it otherwise.
 */
public final class Browser {
    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium-headless-shell", // the same pages for two thirds of the CPU time
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe");
    private static final List<String> SWITCHES = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--disable-quic");

    private static @Nullable Browser shared;

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final Map<String, String> signedIn = new ConcurrentHashMap<>();

    private Browser(Playwright playwright) {
        this.playwright = playwright;
        this.chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program())
                        .setArgs(SWITCHES));
    }

    public static synchronized Browser shared() {
        if (shared == null) shared = start();
        return shared;
    }

    private static Browser start() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return new Browser(playwright);
    }

    private static Path program() {
        String given = System.getenv("CHROME_BIN");
        return Stream.concat(Stream.ofNullable(given), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(Browser::absent);
    }

    private static Path absent() {
        String message =
                "No Chromium on this machine: install Debian's package 'chromium-headless-shell' or 'chromium', or set CHROME_BIN";
        if ("true".equals(System.getenv("CI"))) throw new AssertionError(message);
        return abort("skipped: " + message);
    }

    /** A visit by somebody who is not signed in. */
    public Visit stranger() {
        return new Visit(context(null, true), LotledgerServer.shared().baseUrl());
    }

    public Visit stranger(URI server) {
        return new Visit(context(null, true), server);
    }

    /** A visit by the holder of the key, to the shared server. */
    public Visit signedIn(String key) {
        return signedIn(key, LotledgerServer.shared().baseUrl());
    }

    public Visit signedIn(String key, URI server) {
        String state = signedIn.computeIfAbsent(key + " " + server, any -> signIn(key, server));
        return new Visit(context(state, true), server);
    }

    /** Pages without script. */
    public Visit signedInWithoutScript(String key) {
        return signedInWithoutScript(key, LotledgerServer.shared().baseUrl());
    }

    public Visit signedInWithoutScript(String key, URI server) {
        String state = signedIn.computeIfAbsent(key + " " + server, any -> signIn(key, server));
        return new Visit(context(state, false), server);
    }

    private BrowserContext context(@Nullable String state, boolean script) {
        com.microsoft.playwright.Browser.NewContextOptions options =
                new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(1440, 900)
                        .setLocale("en-US")
                        .setTimezoneId("America/Los_Angeles")
                        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                        .setJavaScriptEnabled(script);
        if (state != null) options.setStorageState(state);
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(15_000);
        return context;
    }

    /** As the form of the page does, which has a test of its own. */
    private String signIn(String key, URI server) {
        APIRequestContext http = playwright.request().newContext();
        try {
            String form = http.get(
                            server + "/compliance/sign-in",
                            // on a connection that the server closes at this moment
                            RequestOptions.create().setMaxRetries(2))
                    .text();
            Matcher token = TOKEN.matcher(form);
            assertThat(token.find()).as("a token in " + form).isTrue();
            APIResponse home = http.post(
                    server + "/compliance/sign-in",
                    RequestOptions.create()
                            .setForm(FormData.create()
                                    .set("_csrf", token.group(1))
                                    .set("key", key)));
            assertThat(home.status()).isEqualTo(200);
            assertThat(home.url()).as("signed in").doesNotContain("/sign-in");
            return http.storageState();
        } finally {
            http.dispose();
        }
    }
}
