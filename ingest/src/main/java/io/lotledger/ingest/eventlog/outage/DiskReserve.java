package io.lotledger.ingest.eventlog.outage;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a part of the disk free. While less is free, {@link #isShort} asks background work to pause, and {@link #require} refuses
 * what would write for a caller. A PostgreSQL whose disk is full stops, and its operator needs room to mend that.
 *
 * <p>The volumes are asked at most once a second. A volume that was short has room again when a tenth of the reserve is free
 * beside the reserve, so that work does not start and stop with each file.
 */
public final class DiskReserve {
    private static final Logger LOG = LoggerFactory.getLogger(DiskReserve.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long MEGABYTE = 1L << 20;
    /** The reserve of a volume, unless it is set: a tenth of the volume, but no more than this. */
    private static final long LARGEST_DEFAULT = 200 * MEGABYTE;

    private final List<Path> places;
    private final @Nullable Long bytes;
    private final FreeSpace spaces;
    private final LongSupplier nanoTime;
    private volatile @Nullable Reading last;

    /** Free and total bytes of a volume; zeros for a volume that does not tell. */
    public record Space(long free, long total) {}

    /** Asks the volume that a path is on. */
    @FunctionalInterface
    public interface FreeSpace {
        Space of(Path place);
    }

    /** A volume by a path on it, its free bytes, and how many of them are kept. */
    public record Volume(Path place, long free, long reserve) {
        /** Free bytes that may be used. */
        private long left() {
            return free - reserve;
        }

        /** Such as {@code 150 MB}. */
        public String freeInWords() {
            return free / MEGABYTE + " MB";
        }

        /** Such as {@code 200 MB}. */
        public String reserveInWords() {
            return reserve / MEGABYTE + " MB";
        }
    }

    private record Reading(long at, Volume tightest, boolean isShort) {}

    /**
     * @param places on whose volumes the server writes; one that is missing counts as its nearest parent. At least one
     * @param bytes to keep free on each volume, 0 for none; {@code null} for a tenth of the volume, and 200 MB at most
     */
    public DiskReserve(List<Path> places, @Nullable Long bytes) {
        this(places, bytes, DiskReserve::spaceOf, System::nanoTime);
    }

    /** @param nanoTime counts as {@link System#nanoTime} does */
    public DiskReserve(List<Path> places, @Nullable Long bytes, FreeSpace spaces, LongSupplier nanoTime) {
        if (bytes != null && bytes < 0) throw new IllegalArgumentException("a reserve of " + bytes + " bytes");
        this.places = List.copyOf(places);
        this.bytes = bytes;
        this.spaces = spaces;
        this.nanoTime = nanoTime;
    }

    /** Whether less than the reserve is free on a volume. */
    public boolean isShort() {
        return reading().isShort();
    }

    /** @throws DiskShortException while less than the reserve is free on a volume */
    public void require() {
        Reading now = reading();
        if (now.isShort()) throw new DiskShortException(now.tightest());
    }

    /** The volume with the least room beside its reserve. */
    public Volume tightest() {
        return reading().tightest();
    }

    private Reading reading() {
        Reading known = last;
        return known != null && nanoTime.getAsLong() - known.at() < FRESH_NANOS ? known : readAgain();
    }

    private synchronized Reading readAgain() {
        Reading before = last;
        long now = nanoTime.getAsLong();
        if (before != null && now - before.at() < FRESH_NANOS) return before; // another thread has asked meanwhile
        Volume tightest = places.stream()
                .map(this::volume)
                .min(Comparator.comparingLong(Volume::left))
                .orElseThrow();
        boolean wasShort = before != null && before.isShort();
        long needed = wasShort ? tightest.reserve() / 10 : 0;
        Reading read = new Reading(now, tightest, tightest.reserve() > 0 && tightest.left() < needed);
        if (read.isShort() != wasShort) log(read);
        last = read;
        return read;
    }

    private static void log(Reading read) {
        Volume volume = read.tightest();
        if (read.isShort())
            LOG.warn(
                    "The volume of {} has {} free, less than the reserve of {} (lotledger.disk-reserve). Until there is room,"
                            + " requests that write get 503, and projections, tally, rebuilds, exports and drills pause",
                    volume.place(),
                    volume.freeInWords(),
                    volume.reserveInWords());
        else LOG.info("The volume of {} has room again: {} free", volume.place(), volume.freeInWords());
    }

    private Volume volume(Path place) {
        Space space = spaces.of(place);
        boolean isUnknown = space.total() == 0;
        return new Volume(place, isUnknown ? Long.MAX_VALUE : space.free(), isUnknown ? 0 : reserve(space.total()));
    }

    private long reserve(long total) {
        return bytes != null ? bytes : Math.min(LARGEST_DEFAULT, total / 10);
    }

    private static Space spaceOf(Path place) {
        File file = place.toFile();
        while (!file.exists() && file.getParentFile() != null) file = file.getParentFile();
        return new Space(file.getUsableSpace(), file.getTotalSpace());
    }
}
