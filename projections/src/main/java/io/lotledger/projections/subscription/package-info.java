/**
 * Subscriptions to named queries: which events match, up to which position each subscriber has them, and which node
 * delivers next. Knows no HTTP.
 */
@NullMarked
package io.lotledger.projections.subscription;

import org.jspecify.annotations.NullMarked;
