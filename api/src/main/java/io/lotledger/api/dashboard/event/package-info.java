/** The evidence page of an event: everything recorded of it. */
@NullMarked
package io.lotledger.api.dashboard.event;

import org.jspecify.annotations.NullMarked;
