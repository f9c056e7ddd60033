package io.lotledger.ingest.eventlog.outage;

/** Nothing is written, because less than the {@linkplain DiskReserve reserve} of the disk is free. Later it may be. */
public final class DiskShortException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient DiskReserve.Volume volume;

    DiskShortException(DiskReserve.Volume volume) {
        super("the volume of " + volume.place() + " has " + volume.freeInWords() + " free, less than the reserve of "
                + volume.reserveInWords());
        this.volume = volume;
    }

    /** The volume that is short. */
    public DiskReserve.Volume volume() {
        return volume;
    }
}
