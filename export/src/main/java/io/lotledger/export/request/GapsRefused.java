package io.lotledger.export.request;

import io.lotledger.export.workbook.Readiness;
import java.util.List;

/** No job was made: the records are below the least readiness, and the asker does not accept their gaps. */
public final class GapsRefused extends RuntimeException {
    private final double least;
    private final transient Readiness readiness;

    GapsRefused(double least, Readiness readiness) {
        super("readiness " + readiness.score() + " is below " + least);
        this.least = least;
        this.readiness = readiness;
    }

    /** The setting, from 0 to 1. */
    public double least() {
        return least;
    }

    public double score() {
        return readiness.score();
    }

    /** The required elements that are missing, each once for all rows of its event. */
    public List<Readiness.Missing> gaps() {
        return readiness.gaps();
    }
}
