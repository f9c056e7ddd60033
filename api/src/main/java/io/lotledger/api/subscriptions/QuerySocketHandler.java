package io.lotledger.api.subscriptions;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.standard.StandardWebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The server's side of one WebSocket. The client has nothing to say. */
final class QuerySocketHandler extends TextWebSocketHandler {
    /** Longest time in which a client must take a message. */
    static final long SEND_TIMEOUT_MILLIS = 20_000;

    private static final String TOMCAT_SEND_TIMEOUT = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";

    private final QuerySocket.Request request;
    private final QuerySockets sockets;
    private final Clock clock;
    private volatile @Nullable QuerySocket socket;

    QuerySocketHandler(QuerySocket.Request request, QuerySockets sockets, Clock clock) {
        this.request = request;
        this.sockets = sockets;
        this.clock = clock;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        if (session instanceof StandardWebSocketSession standard) {
            standard.getNativeSession().getUserProperties().put(TOMCAT_SEND_TIMEOUT, SEND_TIMEOUT_MILLIS);
        }
        QuerySocket opened = new QuerySocket(request, session, clock.instant());
        socket = opened;
        sockets.add(opened);
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) throws Exception {
        session.close(CloseStatus.NOT_ACCEPTABLE.withReason("this WebSocket takes no messages"));
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        QuerySocket closed = socket;
        if (closed != null) sockets.remove(closed);
    }
}
