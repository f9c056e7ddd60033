/** Subscriptions to named queries over HTTP: webhooks and WebSockets (EPCIS 2.0 §12.7). */
@NullMarked
package io.lotledger.api.subscriptions;

import org.jspecify.annotations.NullMarked;
