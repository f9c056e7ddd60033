package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.lotledger.api.LotledgerServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The browser of this machine, one for all tests of this JVM. A machine without one fails the test when {@code CI=true} and
 * skips it otherwise.
 */
public final class Browser {
    private static final List<String> PLACES = List.of(
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

    private final com.microsoft.playwright.Browser chromium;
    private final Map<String, String> signedIn = new ConcurrentHashMap<>();

    private Browser(com.microsoft.playwright.Browser chromium) {
        this.chromium = chromium;
    }

    public static synchronized Browser shared() {
        if (shared == null) shared = new Browser(start());
        return shared;
    }

    private static com.microsoft.playwright.Browser start() {
        Path program = program();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(SWITCHES));
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
        String message = "No Chromium on this machine: install Debian's package 'chromium', or set CHROME_BIN";
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

    private String signIn(String key, URI server) {
        try (BrowserContext context = context(null, true)) {
            Page page = context.newPage();
            page.navigate(server + "/compliance/sign-in");
            page.locator("#key").fill(key);
            page.locator("button[type=submit]").click();
            page.waitForURL(url -> !url.contains("/sign-in"));
            APIResponse home = context.request().get(server + "/compliance/");
            assertThat(home.url()).as("signed in").doesNotContain("/sign-in");
            return context.storageState();
        }
    }
}
