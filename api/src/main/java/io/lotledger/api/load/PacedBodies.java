package io.lotledger.api.load;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Closes the connection of a client that sends its body too slowly. A thread waits for each body, so a few hundred such
 * clients would otherwise take all threads, without any key. It also reads and discards what a refused request still
 * sends, after the answer: Tomcat would wait for that at any pace.
 */
final class PacedBodies extends ValveBase {
    private static final long LONGEST_DISCARD = TimeUnit.SECONDS.toNanos(60);

    private final Semaphore waits;
    private final Semaphore discards;

    /** @param threads number of requests that may wait for bytes of their bodies */
    PacedBodies(int threads) {
        super(true);
        this.waits = new Semaphore(threads);
        this.discards = new Semaphore(Math.max(1, threads / 4));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        if (!isLengthKnowable(coyote)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST); // the host reports it
            getNext().invoke(request, response);
            return;
        }
        boolean isChunked = coyote.getHeader("Transfer-Encoding") != null;
        if (!isChunked && coyote.getContentLengthLong() <= 0) {
            getNext().invoke(request, response);
            return;
        }
        InputBuffer body = coyote.getInputBuffer();
        PacedBody paced = new PacedBody(body, waits, isChunked);
        coyote.setInputBuffer(paced);
        try {
            getNext().invoke(request, response);
            if (!request.isAsync()) discardRest(response, coyote, paced);
        } finally {
            coyote.setInputBuffer(body);
        }
    }

    /** Tomcat hands on a request with two lengths or one that is no number, and closes the connection after the answer. */
    private static boolean isLengthKnowable(org.apache.coyote.Request coyote) {
        try {
            coyote.getContentLengthLong();
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Closes the connection instead when the client waits for permission to send, or when others have the turns. */
    private void discardRest(Response response, org.apache.coyote.Request coyote, PacedBody paced) throws IOException {
        if (paced.hasEnded() || coyote.getBytesRead() == coyote.getContentLengthLong()) return;
        response.finishResponse();
        boolean isUnsent = coyote.hasExpectation() && coyote.getBytesRead() == 0;
        if (isUnsent || paced.hasFailed() || !discards.tryAcquire()) {
            coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            return;
        }
        try {
            if (!reachesEnd(paced)) coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        } finally {
            discards.release();
        }
    }

    private static boolean reachesEnd(PacedBody paced) {
        Discarded discarded = new Discarded();
        long end = System.nanoTime() + LONGEST_DISCARD;
        try {
            while (paced.doRead(discarded) >= 0) {
                if (System.nanoTime() - end > 0) return false;
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static final class Discarded implements ApplicationBufferHandler {
        private ByteBuffer buffer = ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // never written to
        }
    }
}
