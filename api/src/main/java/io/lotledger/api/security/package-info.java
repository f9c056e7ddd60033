/** API keys, roles, and the organisation as the wall between callers. */
@NullMarked
package io.lotledger.api.security;

import org.jspecify.annotations.NullMarked;
