package io.lotledger.api.load;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A response that reports each transfer to the client. The client decides how long a transfer takes. */
final class TransferTrackingResponse extends HttpServletResponseWrapper {
    private final Transfers transfers;
    private @Nullable ServletOutputStream stream;

    /** Sends bytes to the client, and returns when they are sent. */
    interface Transfer {
        void run() throws IOException;
    }

    /** Called for each transfer, which it must run. */
    interface Transfers {
        void run(Transfer transfer) throws IOException;
    }

    TransferTrackingResponse(HttpServletResponse response, Transfers transfers) {
        super(response);
        this.transfers = transfers;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream known = stream;
        if (known == null) known = new Body(super.getOutputStream());
        stream = known;
        return known;
    }

    @Override
    public void flushBuffer() throws IOException {
        transfers.run(super::flushBuffer);
    }

    private final class Body extends ServletOutputStream {
        private final ServletOutputStream body;

        Body(ServletOutputStream body) {
            this.body = body;
        }

        @Override
        public void write(int b) throws IOException {
            transfers.run(() -> body.write(b));
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            transfers.run(() -> body.write(bytes, from, length));
        }

        @Override
        public void flush() throws IOException {
            transfers.run(body::flush);
        }

        @Override
        public void close() throws IOException {
            transfers.run(body::close);
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            body.setWriteListener(listener);
        }
    }
}
