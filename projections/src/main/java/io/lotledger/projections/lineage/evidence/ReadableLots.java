package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.eventlog.DamagedEntryException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Answers for many lots that do not fail as a whole because an entry of the log is damaged that some of them need. */
public final class ReadableLots {
    private ReadableLots() {}

    /**
     * What {@code work} gives for the lots, without those that need a damaged entry. It is called for all at once, and for halves
     * where that fails, so it must change nothing itself.
     *
     * @param damage is given each lot that is left out, with an entry that it needs
     */
    public static <L, R> List<R> each(
            List<L> lots,
            Function<List<L>, ? extends Collection<? extends R>> work,
            BiConsumer<L, DamagedEntryException> damage) {
        if (lots.isEmpty()) return List.of();
        try {
            return List.copyOf(work.apply(lots));
        } catch (DamagedEntryException e) {
            if (lots.size() == 1) {
                damage.accept(lots.get(0), e);
                return List.of();
            }
            int middle = lots.size() / 2;
            List<R> readable = new ArrayList<>(each(lots.subList(0, middle), work, damage));
            readable.addAll(each(lots.subList(middle, lots.size()), work, damage));
            return readable;
        }
    }
}
