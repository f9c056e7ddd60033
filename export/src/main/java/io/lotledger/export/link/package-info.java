/** Links that open one export to a reader without a key: made, found by their secret, opened and revoked. */
@NullMarked
package io.lotledger.export.link;

import org.jspecify.annotations.NullMarked;
