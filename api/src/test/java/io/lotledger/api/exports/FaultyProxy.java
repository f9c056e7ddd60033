package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Stands between a server and its S3 or its PostgreSQL, and fails on command. It changes no byte unless told to, so what
 * was signed for the address of the proxy is good behind it.
 */
final class FaultyProxy implements AutoCloseable {
    private static final Pattern REQUEST =
            Pattern.compile("(GET|PUT|POST|HEAD|DELETE) \\S+ HTTP/1\\.1\r\n", Pattern.DOTALL);
    private static final int LONGEST_HEAD = 2_000;
    private static final String SLOW_DOWN = "<?xml version=\"1.0\"?><Error><Code>SlowDown</Code></Error>";

    enum Fault {
        NONE,
        /** Every connection is reset. */
        REFUSED,
        /** Nothing comes through and nothing comes back. */
        HANGING,
        /** A few kilobytes at a time. */
        SLOW,
        /** The connection breaks in the middle of what is sent. */
        CUT_REQUEST,
        /** The server behind has done it, and nobody hears of it. */
        CUT_ANSWER,
        /** The connection breaks in the middle of what is answered. */
        CUT_DOWNLOAD,
        /** HTTP 503 as S3 words it. */
        UNAVAILABLE,
        /** HTTP 503 without a word, as a load balancer says it. */
        UNAVAILABLE_MUTE,
        /** A byte of what is sent changes on the way. */
        CORRUPT
    }

    private final ServerSocket door;
    private final InetSocketAddress behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;
    private volatile Predicate<String> which = head -> true;

    private FaultyProxy(ServerSocket door, InetSocketAddress behind) {
        this.door = door;
        this.behind = behind;
    }

    static FaultyProxy to(int port) {
        try {
            InetAddress here = InetAddress.getLoopbackAddress();
            FaultyProxy proxy = new FaultyProxy(new ServerSocket(0, 200, here), new InetSocketAddress(here, port));
            proxy.inBackground(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return door.getLocalPort();
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** From now on, of every connection; those that are open break. */
    void fail(Fault fault) {
        fail(fault, head -> true);
    }

    /** The same, of those HTTP requests only whose head fits. */
    void fail(Fault fault, Predicate<String> which) {
        boolean healthy = this.fault == Fault.NONE && fault == Fault.NONE;
        this.which = which;
        this.fault = fault;
        if (!healthy) open.forEach(FaultyProxy::reset);
    }

    void heal() {
        fail(Fault.NONE);
    }

    /** Of the HTTP requests that came so far, as they were sent. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (fault == Fault.REFUSED && which.test("")) reset(client);
                else serve(client);
            } catch (IOException e) {
                // closed, or the client has gone already
            }
        }
    }

    private void serve(Socket client) throws IOException {
        open.add(client);
        Socket server = new Socket();
        open.add(server);
        try {
            server.connect(behind);
        } catch (IOException e) {
            reset(client);
            reset(server);
            return;
        }
        Link link = new Link(client, server);
        inBackground(link::requests);
        inBackground(link::answers);
    }

    private void inBackground(Runnable work) {
        Thread thread = new Thread(work, "proxy-" + port());
        thread.setDaemon(true);
        thread.start();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed
        }
    }

    /** One connection. What fails is decided at each request's head, or by the fault alone where it is not HTTP. */
    private final class Link {
        private final Socket client;
        private final Socket server;
        private volatile Fault now = fault;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = server.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    String text = new String(buffer, 0, n, ISO_8859_1);
                    boolean head = REQUEST.matcher(text).lookingAt();
                    if (head) begin(text);
                    int body = head ? text.indexOf("\r\n\r\n") + 4 : 0;
                    if (!forward(Arrays.copyOf(buffer, n), body, out)) return;
                }
            } catch (IOException e) {
                // one of the two has gone
            } finally {
                end();
            }
        }

        private void begin(String text) {
            heads.add(text.substring(0, Math.max(text.indexOf("\r\n\r\n"), 0)));
            now = which.test(text) ? fault : Fault.NONE;
        }

        /**
         * @param from where in these bytes the body of a request goes on
         * @return false when that was the last of this connection
         */
        private boolean forward(byte[] bytes, int from, OutputStream out) throws IOException {
            switch (now) {
                case HANGING -> {
                    return waitForEnd();
                }
                case SLOW -> {
                    slowly(bytes, out);
                    return true;
                }
                case CUT_REQUEST -> {
                    int body = bytes.length - from;
                    out.write(bytes, 0, from + body / 2);
                    if (body > 0) return false;
                }
                case UNAVAILABLE -> {
                    return answer("Content-Type: application/xml\r\nContent-Length: " + SLOW_DOWN.length(), SLOW_DOWN);
                }
                case UNAVAILABLE_MUTE -> {
                    return answer("Content-Length: 0", "");
                }
                case CORRUPT -> {
                    if (from < bytes.length) bytes[(from + bytes.length) / 2] ^= 1;
                    out.write(bytes);
                }
                case REFUSED -> {
                    return false;
                }
                default -> out.write(bytes);
            }
            return true;
        }

        private void slowly(byte[] bytes, OutputStream out) throws IOException {
            for (int from = 0; from < bytes.length; from += 4096) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                out.write(bytes, from, Math.min(4096, bytes.length - from));
            }
        }

        private boolean answer(String headers, String body) throws IOException {
            String answer = "HTTP/1.1 503 Slow Down\r\n" + headers + "\r\nConnection: close\r\n\r\n" + body;
            client.getOutputStream().write(answer.getBytes(ISO_8859_1));
            client.shutdownOutput();
            InputStream rest = client.getInputStream(); // a reset would overtake the answer
            client.setSoTimeout(2_000);
            rest.skipNBytes(Long.MAX_VALUE);
            return false;
        }

        private boolean waitForEnd() {
            while (!client.isClosed()) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            return false;
        }

        void answers() {
            byte[] buffer = new byte[1 << 16];
            boolean isAnswered = false;
            try {
                InputStream in = server.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    boolean goAhead = new String(buffer, 0, Math.min(n, 12), ISO_8859_1).startsWith("HTTP/1.1 100");
                    if (now == Fault.CUT_ANSWER && !goAhead) return;
                    if (now == Fault.HANGING) waitForEnd();
                    if (now == Fault.CUT_DOWNLOAD && n > LONGEST_HEAD) {
                        out.write(buffer, 0, n / 2);
                        return;
                    }
                    out.write(buffer, 0, n);
                }
                client.shutdownOutput(); // a reset would overtake the end of the answer
                isAnswered = true;
            } catch (IOException e) {
                // one of the two has gone
            } finally {
                if (!isAnswered) end();
            }
        }

        private void end() {
            reset(client);
            reset(server);
            open.remove(client);
            open.remove(server);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultyProxy::reset);
    }
}
