package io.lotledger.api.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class InFlightReadsTest {
    private final InFlightReads readers = new InFlightReads();
    private final CountDownLatch isBeingAnswered = new CountDownLatch(1);
    private final CountDownLatch isAnswered = new CountDownLatch(1);
    private final CountDownLatch isFetched = new CountDownLatch(1);

    @Test
    void clientThatDoesNotFetchItsAnswerIsNotWaitedFor() throws InterruptedException {
        Thread request = new Thread(this::read);
        request.start();
        isBeingAnswered.await();
        assertThat(readers.areWaiting()).as("the answer is made").isTrue();

        isAnswered.countDown();
        await().until(() -> !readers.areWaiting());
        assertThat(request.isAlive()).as("it is still on its way").isTrue();

        isFetched.countDown();
        request.join();
        await().until(() -> !readers.areWaiting());
    }

    private void read() {
        try {
            readers.doFilter(
                    new MockHttpServletRequest("GET", "/epcis/api/2.0/traceability/lots"),
                    new Stalled(isFetched),
                    (request, response) -> {
                        isBeingAnswered.countDown();
                        awaitThat(isAnswered);
                        response.getOutputStream().write(new byte[32 * 1024]);
                    });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitThat(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The window of a connection whose client reads nothing. */
    private static final class Stalled extends MockHttpServletResponse {
        private final CountDownLatch isFetched;

        Stalled(CountDownLatch isFetched) {
            this.isFetched = isFetched;
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public void write(int b) {
                    awaitThat(isFetched);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    awaitThat(isFetched);
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new UnsupportedOperationException();
                }
            };
        }
    }
}
