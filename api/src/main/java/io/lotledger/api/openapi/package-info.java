/** The OpenAPI document: the mapped routes, described by one table of operations. */
@NullMarked
package io.lotledger.api.openapi;

import org.jspecify.annotations.NullMarked;
