@NullMarked
package io.lotledger.ingest;

import org.jspecify.annotations.NullMarked;
