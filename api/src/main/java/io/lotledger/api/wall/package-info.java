/** The second wall between organisations: PostgreSQL's row-level security. The first is that every query names the organisation. */
@NullMarked
package io.lotledger.api.wall;

import org.jspecify.annotations.NullMarked;
