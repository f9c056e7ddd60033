package io.lotledger.api.dashboard.lineage;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The lineage page with a trace of 10,000 lots: time to the first picture, main-thread time of a frame while panning and
 * zooming, heap and bytes. {@code -Dlots=} changes the size. Medians and the worst of ten.
 */
class LineagePageBenchmark {
    private static final int LOTS = Integer.getInteger("lots", 10_000);

    @Test
    void page() throws Exception {
        LotledgerServer server = LotledgerServer.shared();
        LargeLineage large = new LargeLineage(server, LOTS);
        for (String view : new String[] {"", "?open=all"}) {
            double[] first = new double[5];
            for (int round = 0; round < first.length; round++) {
                try (Visit visit = Browser.shared().signedIn(large.chain.key).expecting("404")) {
                    Page page = visit.page();
                    page.setDefaultTimeout(120_000);
                    page.navigate(server.baseUrl() + large.page() + view);
                    page.waitForSelector("#lg-canvas .lg-box");
                    first[round] = ((Number) page.evaluate("performance.now()")).doubleValue();
                    if (round == first.length - 1) frames(page, view);
                }
            }
            print(view + " first picture ms", first);
        }
    }

    private static void frames(Page page, String view) {
        CDPSession session = page.context().newCDPSession(page);
        JsonObject domain = new JsonObject();
        domain.addProperty("timeDomain", "threadTicks");
        session.send("Performance.enable", domain);
        page.locator("[data-box][tabindex='0']").first().focus();
        for (String motion : new String[] {"pan", "zoom"}) {
            double before = busy(session);
            Object taken = page.evaluate("""
                    async motion => {
                      const canvas = document.getElementById('lg-canvas'), taken = [];
                      for (let i = 0; i < 60; i++) {
                        await new Promise(requestAnimationFrame);
                        const start = performance.now();
                        const wheel = motion === 'pan' ? { deltaX: 40, deltaY: i % 20 < 10 ? 60 : -60 } : { deltaY: i % 30 < 15 ? 60 : -60, ctrlKey: true };
                        canvas.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, clientX: 700, clientY: 500, ...wheel }));
                        await new Promise(done => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
                        taken.push(performance.now() - start);
                      }
                      return taken;
                    }""", motion);
            System.out.println(String.format(
                    Locale.ROOT,
                    "%s %s main thread CPU ms a frame: median of all %.1f",
                    view,
                    motion,
                    (busy(session) - before) * 1_000 / 60));
            print(
                    view + " " + motion + " frame ms",
                    ((java.util.List<?>) taken)
                            .stream()
                                    .mapToDouble(t -> ((Number) t).doubleValue())
                                    .toArray());
        }
        System.out.println(view + " heap MB "
                + ((Number) page.evaluate("performance.memory.usedJSHeapSize")).doubleValue() / 1e6
                + ", elements in the picture " + page.evaluate("document.querySelectorAll('#lg-canvas *').length"));
    }

    /** Seconds of CPU that tasks took on the main thread: other processes of the machine do not count. */
    private static double busy(CDPSession session) {
        for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            JsonObject named = metric.getAsJsonObject();
            if (named.get("name").getAsString().equals("TaskDuration"))
                return named.get("value").getAsDouble();
        }
        throw new IllegalStateException("no metric TaskDuration");
    }

    private static void print(String what, double[] values) {
        Arrays.sort(values);
        System.out.println(String.format(
                Locale.ROOT,
                "%s: median %.1f, worst %.1f",
                what,
                values[values.length / 2],
                values[values.length - 1]));
    }
}
