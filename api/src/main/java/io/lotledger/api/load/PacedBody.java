package io.lotledger.api.load;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/** A request body whose bytes must come at a least rate. Only the time that the server waits for bytes counts. */
final class PacedBody implements InputBuffer {
    private static final long GRACE = TimeUnit.SECONDS.toNanos(10);
    private static final long BYTES_PER_SECOND = 1024;

    private static final long MOST_SECONDS_FOR_A_TURN = 2;

    private final InputBuffer body;
    private final Semaphore waits;
    private final boolean isChunked;
    private long bytes;
    private long waited;
    private boolean hasEnded;
    private boolean hasFailed;

    /**
     * @param waits one permit for each thread that may wait for bytes
     * @param isChunked a buffered byte may then be the head of a chunk, and its rest yet to come
     */
    PacedBody(InputBuffer body, Semaphore waits, boolean isChunked) {
        this.body = body;
        this.waits = waits;
        this.isChunked = isChunked;
    }

    /** Whether the last byte has been read. */
    boolean hasEnded() {
        return hasEnded;
    }

    /** Whether a read has failed, so that nothing more can be read. */
    boolean hasFailed() {
        return hasFailed;
    }

    @Override
    public int doRead(ApplicationBufferHandler handler) throws IOException {
        try {
            return read(handler);
        } catch (IOException e) {
            hasFailed = true;
            throw e;
        }
    }

    private int read(ApplicationBufferHandler handler) throws IOException {
        if (!isChunked && body.available() > 0) return counted(body.doRead(handler));
        if (!hasTurn()) throw new SlowSenderException("too many requests wait for the rest of their bodies");
        long from = System.nanoTime();
        try {
            int read = counted(body.doRead(handler));
            waited += System.nanoTime() - from;
            boolean isSlow = waited > GRACE && bytes < BYTES_PER_SECOND * TimeUnit.NANOSECONDS.toSeconds(waited);
            if (isSlow && !hasEnded) {
                throw new SlowSenderException("fewer than " + BYTES_PER_SECOND + " bytes a second came");
            }
            return read;
        } finally {
            waits.release();
        }
    }

    private boolean hasTurn() throws SlowSenderException {
        try {
            return waits.tryAcquire(MOST_SECONDS_FOR_A_TURN, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlowSenderException("interrupted while others waited for their bodies");
        }
    }

    private int counted(int read) {
        if (read < 0) hasEnded = true;
        else bytes += read;
        return read;
    }

    @Override
    public int available() {
        return body.available();
    }
}
