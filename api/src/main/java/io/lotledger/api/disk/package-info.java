/** Keeps a reserve of the disk: refuses what would write while it is short, and says so. */
@NullMarked
package io.lotledger.api.disk;

import org.jspecify.annotations.NullMarked;
