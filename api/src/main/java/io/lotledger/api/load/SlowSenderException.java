package io.lotledger.api.load;

import java.net.SocketTimeoutException;

/** The client sends its body more slowly than a server thread can wait for. Tomcat answers it with 408, as any timeout. */
final class SlowSenderException extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;

    SlowSenderException(String message) {
        super(message);
    }
}
