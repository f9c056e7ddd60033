/** API keys, roles, and the isolation of organisations. */
@NullMarked
package io.lotledger.api.security;

import org.jspecify.annotations.NullMarked;
