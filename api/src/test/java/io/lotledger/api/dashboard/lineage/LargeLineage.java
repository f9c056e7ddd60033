package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A chain of nine stages with some 10,000 lots and 13,500 links, in an organisation of its own. */
final class LargeLineage {
    static final String SEED = "SEED";
    private static final int STAGES = 8;
    private static final int EVENTS_OF_A_DOCUMENT = 1_000;

    final RomaineChain chain;
    private final List<String> events = new ArrayList<>();

    LargeLineage(LotledgerServer server, int lots) {
        chain = new RomaineChain(server);
        Random random = new Random(3);
        int each = lots / STAGES;
        for (int stage = 1; stage <= STAGES; stage++) {
            for (int lot = 0; lot < each; lot++) {
                List<String> inputs = new ArrayList<>();
                inputs.add(input(stage, each, random));
                if (stage > 1 && random.nextInt(10) < 4) inputs.add(input(stage, each, random));
                add(RomaineChain.transformation(
                        stage % 13,
                        10,
                        inputs,
                        List.of(RomaineChain.used(stage % 5, name(stage, lot), 1 + random.nextInt(900), "LBR"))));
            }
        }
        if (!events.isEmpty()) chain.post(events);
    }

    private void add(String event) {
        events.add(event);
        if (events.size() < EVENTS_OF_A_DOCUMENT) return;
        chain.post(events);
        events.clear();
    }

    private static String input(int stage, int each, Random random) {
        if (stage == 1) return RomaineChain.used(1, SEED, 1 + random.nextInt(900), "LBR");
        int from = stage > 2 && random.nextInt(50) == 0 ? stage - 2 : stage - 1;
        return RomaineChain.used(from % 5, name(from, random.nextInt(each)), 1 + random.nextInt(900), "LBR");
    }

    private static String name(int stage, int lot) {
        return "L%d-%05d".formatted(stage, lot);
    }

    String page() {
        return "/compliance/lots/" + chain.id(1, SEED) + "/lineage";
    }
}
