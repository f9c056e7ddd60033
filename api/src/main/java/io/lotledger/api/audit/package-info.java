/** The record of who changed which organisation or key. */
@NullMarked
package io.lotledger.api.audit;

import org.jspecify.annotations.NullMarked;
