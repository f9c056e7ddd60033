/** The search box and its page, and the list of lots. */
@NullMarked
package io.lotledger.api.dashboard.find;

import org.jspecify.annotations.NullMarked;
