package io.lotledger.api.lots;

import io.lotledger.api.Effort;
import io.lotledger.ingest.epcis.EpcisEvent;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.slf4j.LoggerFactory;

/**
 * The generated chains on which the laws are tried. The usual build reads the same chains each time; {@code -Dchains}
 * reads those of another run again.
 */
final class SeededChains {
    private static final long CHAINS =
            Long.getLong("chains", Effort.isFull() ? new Random().nextInt(1_000_000) * 1_000L : 0);

    static {
        LoggerFactory.getLogger(SeededChains.class).info("-Dchains={}", CHAINS);
    }

    private SeededChains() {}

    static Random random(long seed) {
        return new Random(CHAINS + seed);
    }

    /** One of three is mostly of units and serials without a lot. */
    static List<EpcisEvent> any(Random random) {
        return random.nextInt(3) == 0 ? GeneratedChain.ofMadeUnits(random) : GeneratedChain.of(random);
    }

    static List<EpcisEvent> shuffled(Random random) {
        List<EpcisEvent> chain = any(random);
        Collections.shuffle(chain, random);
        return chain;
    }

    static List<EpcisEvent> shuffledInOneOffset(long seed) {
        Random random = random(seed);
        List<EpcisEvent> chain = GeneratedChain.inOneOffset(random);
        Collections.shuffle(chain, random);
        return chain;
    }
}
