package io.lotledger.api.organisations;

import io.lotledger.api.audit.Author;
import io.lotledger.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;

/** Who stands behind a request that changes a key or an organisation. */
public final class Authors {
    private Authors() {}

    public static Author of(Caller caller, HttpServletRequest request) {
        return new Author(caller.keyId(), caller.isOperator(), request.getRemoteAddr());
    }
}
