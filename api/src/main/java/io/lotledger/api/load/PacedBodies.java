package io.lotledger.api.load;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
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
    private final Semaphore waits;

    /** @param threads number of requests that may wait for bytes of their bodies */
    PacedBodies(int threads) {
        super(true);
        this.waits = new Semaphore(threads);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        boolean hasBody = coyote.getContentLengthLong() > 0 || coyote.getHeader("Transfer-Encoding") != null;
        if (!hasBody) {
            getNext().invoke(request, response);
            return;
        }
        InputBuffer body = coyote.getInputBuffer();
        PacedBody paced = new PacedBody(body, waits);
        coyote.setInputBuffer(paced);
        try {
            getNext().invoke(request, response);
            if (!request.isAsync()) discardRest(response, coyote, paced);
        } finally {
            coyote.setInputBuffer(body);
        }
    }

    private static void discardRest(Response response, org.apache.coyote.Request coyote, PacedBody paced)
            throws IOException {
        if (paced.hasEnded() || coyote.getBytesRead() == coyote.getContentLengthLong()) return;
        response.finishResponse();
        if (!discards(paced)) coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
    }

    private static boolean discards(PacedBody paced) {
        if (paced.hasFailed()) return false;
        Discarded discarded = new Discarded();
        try {
            while (paced.doRead(discarded) >= 0) {
                // until the end
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
