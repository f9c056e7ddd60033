/** {@code java -jar lotledger.jar verify}: checks proofs, checkpoints and workbooks without a server. Knows no framework but Jackson. */
@NullMarked
package io.lotledger.api.verify;

import org.jspecify.annotations.NullMarked;
