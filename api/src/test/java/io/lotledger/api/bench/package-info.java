/** Benchmarks, run by name and never by {@code mvn verify}. Figures are in {@code api/docs/performance.md}. */
@NullMarked
package io.lotledger.api.bench;

import org.jspecify.annotations.NullMarked;
