package io.lotledger.projections.cte.findings;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CorrectionsTest {
    @Test
    void eventsThatCorrectOneAnotherAreACircleFromTheEventOn() {
        Corrections corrections = new Corrections();
        corrections.add("a", "b");
        corrections.add("b", "c");
        corrections.add("c", "a");

        assertThat(corrections.circle("b")).containsExactly("b", "c", "a");
    }

    @Test
    void correctionThatLeadsElsewhereIsNoCircle() {
        Corrections corrections = new Corrections();
        corrections.add("a", "b");
        corrections.add("b", "a");
        corrections.add("b", "right");

        assertThat(corrections.circle("a")).isEmpty();
        assertThat(corrections.circle("right")).isEmpty();
    }

    @Test
    void eventThatLeadsIntoACircleIsNotPartOfIt() {
        Corrections corrections = new Corrections();
        corrections.add("first", "a");
        corrections.add("a", "b");
        corrections.add("b", "a");

        assertThat(corrections.circle("first")).isEmpty();
        assertThat(corrections.circle("a")).containsExactly("a", "b");
    }

    /** Eight times the declarations take 64 times as long if the circle is walked once for each of them. */
    @Test
    void workIsInProportionToTheDeclarationsOfACircle() {
        timeToFindCircle(1_000); // compiles the code that is measured

        Duration few = timeToFindCircle(1_000);
        Duration many = timeToFindCircle(8_000);

        assertThat(many).isLessThan(few.multipliedBy(20).plusMillis(200));
    }

    private static Duration timeToFindCircle(int declarations) {
        Corrections corrections = new Corrections();
        for (int n = 0; n < declarations; n++) corrections.add("urn:event:" + n, "urn:event:" + (n + 1) % declarations);
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(corrections.circle("urn:event:0")).hasSize(declarations);
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
    }
}
