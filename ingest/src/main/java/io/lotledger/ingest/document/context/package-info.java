/** The meaning of prefixes: JSON-LD contexts and XML namespaces. */
@NullMarked
package io.lotledger.ingest.document.context;

import org.jspecify.annotations.NullMarked;
