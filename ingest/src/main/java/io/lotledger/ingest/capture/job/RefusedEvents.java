package io.lotledger.ingest.capture.job;

import java.util.ArrayList;
import java.util.List;

/** Collects the refused events of a document that its job keeps, up to limits of number and size. */
public final class RefusedEvents {
    /** Maximum number of events that one job keeps. */
    public static final int MAX_EVENTS = 1_000;

    /** Maximum characters of the events that one job keeps. */
    public static final int MAX_CHARACTERS = 1 << 20;

    private final List<RefusedEvent> kept = new ArrayList<>();
    private int characters;

    /** Keeps the events in document order until one exceeds a limit; later ones may still fit. */
    public void addAll(List<RefusedEvent> events) {
        for (RefusedEvent one : events) {
            if (kept.size() == MAX_EVENTS) return;
            if (characters + one.event().length() > MAX_CHARACTERS) continue;
            characters += one.event().length();
            kept.add(one);
        }
    }

    public List<RefusedEvent> kept() {
        return List.copyOf(kept);
    }
}
