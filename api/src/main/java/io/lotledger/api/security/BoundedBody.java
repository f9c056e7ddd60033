package io.lotledger.api.security;

import io.lotledger.api.problem.ProblemException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Map;

/** A request whose body is read into memory: 413 beyond {@link #MOST} bytes, even if {@code Content-Length} is missing or wrong. */
final class BoundedBody extends HttpServletRequestWrapper {
    /** Room for about forty thousand lot ids. */
    static final int MOST = 1 << 20;

    BoundedBody(HttpServletRequest request) {
        super(request);
    }

    static ProblemException tooLarge() {
        return new ProblemException(
                413,
                "epcisException:CaptureLimitExceededException",
                "The body is too large",
                "The body has more than " + MOST + " bytes, the limit of this call; split the request",
                Map.of("body_limit", MOST));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Counted(super.getInputStream());
    }

    private static final class Counted extends ServletInputStream {
        private final ServletInputStream in;
        private int left = MOST;

        Counted(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            if (next >= 0) count(1);
            return next;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int count = in.read(to, offset, length);
            if (count > 0) count(count);
            return count;
        }

        private void count(int bytes) {
            left -= bytes;
            if (left < 0) throw tooLarge();
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
