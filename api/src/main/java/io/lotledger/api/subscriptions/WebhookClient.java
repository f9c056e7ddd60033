package io.lotledger.api.subscriptions;

import io.lotledger.projections.subscription.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Posts batches to the receivers of webhooks. It follows no redirect, keeps no cookie and uses no proxy. */
final class WebhookClient implements AutoCloseable {
    /** A receiver that asks for a longer pause is tried after this one. */
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    /** More of an answer's body is not read; its connection is closed instead. */
    private static final int MOST_ANSWER_BYTES = 64 * 1024;

    private static final String WANTED = "lotledger.wanted";

    private final CloseableHttpClient http;
    private final Duration requestTimeout;
    private final Clock clock;
    private final Map<UUID, HttpPost> underWay = new ConcurrentHashMap<>();
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    WebhookClient(SubscriptionSettings settings, DnsResolver names, Clock clock) {
        this.requestTimeout = settings.requestTimeout();
        this.clock = clock;
        Timeout answer = Timeout.of(settings.requestTimeout());
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(2 * settings.workers())
                        .setMaxConnPerRoute(settings.workers())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                                .setSocketTimeout(answer)
                                .setTimeToLive(Timeout.ofMinutes(5)) // then the host is resolved and checked again
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(answer)
                        .setResponseTimeout(answer)
                        .setRedirectsEnabled(false)
                        .build())
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), WANTED, WebhookClient::sendIfWanted)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .setUserAgent("Lotledger")
                .build();
    }

    /**
     * How a delivery ended.
     *
     * @param status the receiver's answer; null when there was none
     * @param error why it is not delivered, for the subscriber
     * @param retryAfter the pause that the receiver asks for; zero when it asks for none
     */
    record Answer(@Nullable Integer status, String error, Duration retryAfter) {
        private static final Answer UNWANTED = new Answer(null, "the delivery is no longer wanted", Duration.ZERO);

        /** Nothing was sent. */
        boolean isUnwanted() {
            return equals(UNWANTED);
        }

        boolean isDelivered() {
            return status != null && status >= 200 && status < 300;
        }
    }

    /**
     * @param positions first and last log position, by which a receiver recognises a repeated batch
     * @param isWanted asked when the connection is there and {@link #cancel} already breaks the delivery off: one that is no
     *     longer wanted is not sent
     */
    Answer post(Subscription subscription, byte[] body, String positions, BooleanSupplier isWanted) {
        HttpPost post = new HttpPost(URI.create(subscription.dest()));
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader("GS1-EPCIS-Version", "2.0.0");
        post.setHeader("GS1-CBV-Version", "2.0.0");
        post.setHeader("GS1-EPC-Format", subscription.epcFormat());
        if (!positions.isEmpty()) post.setHeader("Lotledger-Log-Positions", positions);
        WebhookSignature.of(subscription, body, clock.instant())
                .ifPresent(signature -> post.setHeader(WebhookSignature.HEADER, signature));
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(WANTED, isWanted);
        underWay.put(subscription.id(), post);
        Future<?> deadline = deadlines.schedule(() -> post.cancel(), requestTimeout.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response = http.executeOpen(RoutingSupport.determineHost(post), post, context)) {
            Answer answer = answer(response);
            drain(response.getEntity());
            return answer;
        } catch (UnwantedException e) {
            return Answer.UNWANTED;
        } catch (DataAccessException | TransactionException e) { // of the question, not of the receiver
            throw e;
        } catch (IOException | HttpException | RuntimeException e) {
            return new Answer(null, cause(e, post.isCancelled()), Duration.ZERO);
        } finally {
            deadline.cancel(false);
            underWay.remove(subscription.id(), post);
        }
    }

    /** A connection may take seconds, in which the subscription is deleted or its organisation suspended. */
    private static ClassicHttpResponse sendIfWanted(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!((BooleanSupplier) scope.clientContext.getAttribute(WANTED)).getAsBoolean()) throw new UnwantedException();
        return chain.proceed(request, scope);
    }

    private static final class UnwantedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Breaks off a delivery of this node. */
    void cancel(UUID subscription) {
        HttpPost post = underWay.get(subscription);
        if (post != null) post.cancel();
    }

    private Answer answer(ClassicHttpResponse response) {
        int status = response.getCode();
        String error = status >= 300 && status < 400
                ? "the receiver answered " + status + "; redirects are not followed, subscribe with the new address"
                : "the receiver answered " + status;
        return new Answer(status, error, retryAfter(response));
    }

    /** A body that was read to its end lets the connection be used again. The status alone says how the delivery ended. */
    private static void drain(@Nullable HttpEntity entity) {
        if (entity == null) return;
        try {
            InputStream content = entity.getContent();
            if (content != null) content.readNBytes(MOST_ANSWER_BYTES);
        } catch (IOException e) {
            // the connection is closed with the response
        }
    }

    /** Zero without the header, or if it is neither a number of seconds nor a date (RFC 9110 §10.2.3). */
    private Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        if (header == null) return Duration.ZERO;
        String value = header.getValue().strip();
        if (value.matches("\\d{1,18}")) return atMostOneDay(Duration.ofSeconds(Long.parseLong(value)));
        if (value.matches("\\d+")) return LONGEST_RETRY_AFTER;
        Instant date = DateUtils.parseStandardDate(value);
        return date == null ? Duration.ZERO : atMostOneDay(Duration.between(clock.instant(), date));
    }

    private static Duration atMostOneDay(Duration asked) {
        return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    }

    private String cause(Exception e, boolean cancelled) {
        if (cancelled) return "the receiver did not answer within " + requestTimeout.toSeconds() + " s";
        if (e instanceof CheckedDnsResolver.RefusedAddressException) return String.valueOf(e.getMessage());
        if (e instanceof UnknownHostException) return "the receiver's host name has no address";
        if (e instanceof SocketTimeoutException) return "the receiver did not answer in time";
        if (e instanceof SSLException) return "no secure connection to the receiver: " + e.getMessage();
        return "the connection to the receiver failed: " + e.getMessage();
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        underWay.values().forEach(HttpPost::cancel);
        http.close();
    }
}
