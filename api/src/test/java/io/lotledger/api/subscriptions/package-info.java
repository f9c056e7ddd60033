/** Subscriptions, by a subscriber with a receiver of its own. */
@NullMarked
package io.lotledger.api.subscriptions;

import org.jspecify.annotations.NullMarked;
