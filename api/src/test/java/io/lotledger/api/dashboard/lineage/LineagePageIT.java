package io.lotledger.api.dashboard.lineage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lineage page: by keyboard only, as it was before a correction, as a table on a phone and without script. */
class LineagePageIT {
    private static final LotledgerServer SERVER = LotledgerServer.shared();
    private static final RomaineChain CHAIN = new RomaineChain(SERVER);
    private static final String PAGE = "/compliance/lots/" + CHAIN.id(1, RomaineChain.SEED) + "/lineage";
    private static long beforeCorrection;

    private final Browser browser = Browser.shared();

    @BeforeAll
    static void capture() throws Exception {
        beforeCorrection = CHAIN.capture();
    }

    @Test
    void keyboardWalksTheGraphOpensAGroupAndShowsEvidence() {
        try (Visit visit = browser.signedIn(CHAIN.key)) {
            visit.open(PAGE);
            Locator seed = box(visit, "Lot MLP306A, this lot");
            assertThat(seed).isVisible();
            assertThat(visit.find("#lg-canvas [role=button][tabindex='0']")).hasCount(1);
            assertThat(visit.find("#lg-canvas .group")).hasCount(1);
            visit.look("lot-lineage");

            seed.focus();
            visit.page().keyboard().press("ArrowLeft");
            assertThat(visit.find("#lg-canvas :focus"))
                    .hasAttribute("aria-label", Pattern.compile("came of.*into MLP306A"));
            visit.page().keyboard().press("Enter");
            assertThat(visit.find("#lg-drawer .lg-title")).hasText(Pattern.compile("GR-1102-07|PB-1102-0[39]"));
            assertThat(visit.find("#lg-drawer")).containsText("What the event says");
            assertThat(visit.find("#lg-drawer")).containsText("monterey-leaf");
            assertThat(visit.page()).hasURL(Pattern.compile("sel="));

            visit.page().keyboard().press("Home");
            visit.page().keyboard().press("ArrowRight");
            visit.page().keyboard().press("ArrowRight");
            assertThat(visit.find("#lg-canvas :focus"))
                    .hasAttribute("aria-label", Pattern.compile("^22 lots, went into"));
            int seedBefore = left(visit, seed);
            visit.page().keyboard().press("Space");
            assertThat(visit.find("#lg-canvas .group")).hasCount(0);
            assertThat(visit.page()).hasURL(Pattern.compile("open="));
            assertThat(left(visit, seed)).as("the seed stays where it was").isCloseTo(seedBefore, within(2));
            visit.page().keyboard().press("Escape");
            visit.look("lot-lineage-open");
        }
    }

    @Test
    void aLineBeforeItsCorrectionIsWholeAndStruckAfterIt() {
        String selected = "?sel="
                + RomaineChain.lotKey(0, "PB-1102-09").uri().replace("/", "%2F").replace(":", "%3A") + "+"
                + RomaineChain.lotKey(1, RomaineChain.SEED)
                        .uri()
                        .replace("/", "%2F")
                        .replace(":", "%3A");
        try (Visit visit = browser.signedIn(CHAIN.key)) {
            visit.open(PAGE + selected);
            assertThat(visit.find("#lg-canvas .lg-line.off")).hasCount(1);
            assertThat(visit.find("#lg-canvas .lg-label.off")).hasText("1,100 lb");
            assertThat(visit.find("#lg-drawer")).containsText("Declared an error on");
            assertThat(visit.find("#lg-past")).isHidden();
            visit.look("lot-lineage-evidence");

            Locator slider = visit.find("#lg-slider");
            assertThat(slider).isEnabled();
            slider.focus();
            visit.page().keyboard().press("ArrowLeft");
            assertThat(visit.find("#lg-past")).isVisible();
            assertThat(visit.find("#lg-canvas .lg-line.off")).hasCount(0);
            assertThat(visit.find("#lg-canvas .lg-line.on")).hasCount(1);
            assertThat(visit.find("#lg-drawer")).containsText("Later declared an error");
            assertThat(visit.page()).hasURL(Pattern.compile("as_of="));
            visit.look("lot-lineage-before");

            visit.find("[data-do=between]").first().click();
            assertThat(visit.find("#lg-drawer")).containsText("1 lot withdrawn");
            assertThat(visit.find("#lg-drawer")).containsText("PB-1102-09");

            visit.open(PAGE + "?as_of=" + beforeCorrection + "&view=table");
            assertThat(visit.find("#lg-past")).isVisible();
            assertThat(visit.find("#lg-table .struck")).hasCount(0);
            visit.open(PAGE + "?view=table");
            assertThat(visit.find("#lg-table .struck")).hasText("1,100 lb");
            assertThat(visit.find("#lg-table")).containsText("Declared an error on");
        }
    }

    /** One address, one answer: whatever the reader does, the page is that of its address when loaded anew. */
    @Test
    void headTableAndWarningAreOfTheTimeThatThePictureShows() {
        try (Visit visit = browser.signedIn(CHAIN.key)) {
            visit.open(PAGE);
            assertThat(visit.find("#lg-slider")).isEnabled();
            visit.find("#lg-slider").focus();
            visit.page().keyboard().press("Home");
            assertThat(visit.find("#lg-past")).isVisible();
            assertThat(visit.find("#lot-known")).containsText("Nothing was made of it so far");
            String figures = visit.find("#lot-known").textContent();
            assertThat(visit.find(".tabs a").first()).hasAttribute("href", Pattern.compile("as_of="));
            assertThat(visit.find("#lot-print")).hasAttribute("href", Pattern.compile("as_of="));
            assertThat(visit.find("#lg-when"))
                    .hasText(visit.find("#lg-past-time").textContent());
            visit.page().reload();
            assertThat(visit.find("#lot-known").textContent()).isEqualTo(figures);
            visit.find("[data-view=table]").click();
            assertThat(visit.find("#lg-table tbody tr:not(.lg-stage-row)")).hasCount(2);
            assertThat(visit.find("#lg-slider")).isHidden();

            visit.find("#lg-time").fill("1 Jan 2026");
            visit.find("#lg-time").press("Enter");
            assertThat(visit.page()).hasURL(Pattern.compile("view=table"));
            assertThat(visit.page()).hasURL(Pattern.compile("as_of=2026-01-01T08%3A00%3A00Z"));
            assertThat(visit.find("#lg-time")).hasValue("1 Jan 2026, 00:00");
            visit.find("[data-view=graph]").click();
            assertThat(visit.find("#lg-canvas .lg-box")).hasCount(1);
            assertThat(visit.find("#lg-past")).containsText("1 Jan 2026, 00:00:00 Pacific, log position 0.");
            assertThat(visit.find("#lg-when")).hasText("1 Jan 2026, 00:00:00 Pacific");
            assertThat(visit.find("#lot-known")).containsText("No event names a lot that it was made of");
            visit.look("lot-lineage-as-of");
        }
    }

    /** Deterministic bounds; LineagePageBenchmark measures times, frames and heap. */
    @Test
    void aLargeLineageIsFewElementsAndFewBytes() throws Exception {
        LargeLineage large = new LargeLineage(SERVER, 800);
        try (Visit visit = browser.signedIn(large.chain.key)) {
            visit.page().navigate(SERVER.baseUrl() + large.page()); // the figures of a large lot are a ninth request
            assertThat(visit.find("#lg-canvas .lg-box").first()).isVisible();
            assertThat(visit.find("#lg-canvas .lg-box").count())
                    .as("boxes of the first view")
                    .isLessThanOrEqualTo(60);
            visit.find("[data-do=all]").click();
            assertThat(visit.find("#lg-count")).containsText("801 lots");
            assertThat(visit.find("[data-do=all]")).hasText("Group again");
            assertThat(visit.find("#lg-canvas *").count())
                    .as("elements of the picture in the document, of 801 boxes and some 1,000 lines")
                    .isLessThan(2_000);
            for (int i = 0; i < 12; i++) visit.find("[data-do=out]").click();
            assertThat(visit.find("#lg-canvas *").count())
                    .as("elements when all of it is in view")
                    .isLessThan(300);
        }
        try (InputStream script =
                Objects.requireNonNull(LineagePageIT.class.getResourceAsStream("/static/compliance/lineage.js"))) {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                script.transferTo(gzip);
            }
            assertThat(packed.size()).as("bytes of lineage.js").isLessThanOrEqualTo(10 * 1024);
        }
    }

    @Test
    void correctedLinesCanBeHidden() {
        try (Visit visit = browser.signedIn(CHAIN.key)) {
            visit.open(PAGE);
            assertThat(visit.find("#lg-canvas .lg-line.off")).hasCount(1);
            visit.find("#lg-withdrawn").click();
            assertThat(visit.find("#lg-canvas .lg-line.off")).hasCount(0);
            assertThat(visit.page()).hasURL(Pattern.compile("withdrawn=false"));
        }
    }

    /** The contrast colours of the reader's system: boxes with readable text, and lines as thin as they are. */
    @Test
    void boxesTabsAndChoicesKeepTheirShapesInForcedColours() {
        try (Visit visit = browser.signedIn(CHAIN.key)) {
            visit.page().emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            visit.open(PAGE);
            assertThat(box(visit, "Lot MLP306A, this lot")).isVisible();
            visit.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of("target/screenshots/lot-lineage-forced.png")));
            for (String box : List.of(".seed", ".up", ".down"))
                assertThat(style(visit, "#lg-canvas .lg-box" + box + " > rect", "fill"))
                        .as(box)
                        .isNotEqualTo(style(visit, "#lg-canvas .lg-box" + box + " text.t", "fill"))
                        .isEqualTo(style(visit, "body", "backgroundColor"));
            assertThat(style(visit, "#lg-canvas .hit", "stroke")).isEqualTo("rgba(0, 0, 0, 0)");
            assertThat(style(visit, ".lg-tools .seg [aria-current=true]", "backgroundColor"))
                    .isNotEqualTo(style(visit, ".lg-tools .seg a:not([aria-current=true])", "backgroundColor"));
            assertThat(style(visit, ".tabs a[aria-current]", "borderBottomColor"))
                    .isNotEqualTo(style(visit, ".tabs a:not([aria-current])", "borderBottomColor"));
        }
    }

    private static String style(Visit visit, String selector, String property) {
        return (String) visit.find(selector).first().evaluate("(e, name) => getComputedStyle(e)[name]", property);
    }

    @Test
    void aPhoneAndAPageWithoutScriptShowTheTable() {
        try (Visit visit = browser.signedIn(CHAIN.key)) {
            visit.page().setViewportSize(360, 740);
            visit.open(PAGE);
            assertThat(visit.find("#lg-table tbody tr:not(.lg-stage-row)")).hasCount(27);
            assertThat(visit.find("#lg-table .lg-stage-row").first()).isVisible();
            assertThat(visit.find("#lg-canvas")).isHidden();
            assertThat(visit.find("#lg-slider")).isHidden();
            assertThat(overlap(visit))
                    .as("times that overlap the link beside them")
                    .isZero();
            visit.look("lot-lineage-phone");
            visit.page().setViewportSize(360, 740);
            visit.find("#lg-table a:has-text('Evidence')").first().click();
            assertThat(visit.find("#lg-drawer")).containsText("What the event says");
        }
        try (Visit visit = browser.signedInWithoutScript(CHAIN.key)) {
            visit.open(PAGE);
            assertThat(visit.find("#lg-table tbody tr:not(.lg-stage-row)")).hasCount(27);
            assertThat(visit.find("#lg-canvas")).isHidden();
            visit.find("#lg-table thead a:has-text(\"Quantity\")").click();
            assertThat(visit.find("#lg-table th[aria-sort=ascending]")).hasText("Quantity");
            assertThat(visit.find("#lg-table tbody tr").first()).containsText("20 each");
            assertThat(visit.find("#lg-zone")).hasText("Time zone: UTC.");
            visit.find("#lg-time").fill("2026-01-01 09:14");
            visit.find(".lg-asof button").click();
            assertThat(visit.page()).hasURL(Pattern.compile("as_of=2026-01-01T09%3A14%3A00Z&view=table"));
            assertThat(visit.find("#lg-past")).containsText("1 Jan 2026, 09:14:00 UTC");
        }
    }

    private static int overlap(Visit visit) {
        return (int) visit.page().evaluate("""
                [...document.querySelectorAll("#lg-table tbody tr:not(.lg-stage-row)")].filter(row => {
                  const range = document.createRange();
                  range.selectNodeContents(row.cells[4]);
                  const link = row.querySelector("[data-select]").getBoundingClientRect(), time = range.getBoundingClientRect();
                  return time.right > link.left && time.left < link.right && time.bottom > link.top && time.top < link.bottom;
                }).length""");
    }

    private static Locator box(Visit visit, String name) {
        return visit.find("#lg-canvas [aria-label^='" + name + "']");
    }

    private static int left(Visit visit, Locator box) {
        return (int) Math.round(Objects.requireNonNull(box.boundingBox()).x);
    }
}
