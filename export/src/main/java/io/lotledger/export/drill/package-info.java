/**
 * Mock recalls: lots are traced, exported and scored as for a request of FDA, and the record is kept as events. A drill is no export
 * job: no list, clock or figure of jobs counts it.
 */
@NullMarked
package io.lotledger.export.drill;

import org.jspecify.annotations.NullMarked;
