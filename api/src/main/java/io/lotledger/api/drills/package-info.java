/** Mock recalls over HTTP: started, listed, and each with its record and its comparison with the one before. */
@NullMarked
package io.lotledger.api.drills;

import org.jspecify.annotations.NullMarked;
