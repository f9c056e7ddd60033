/** The pages of keys: the list, a new one, one key, and who changed what; and of organisations, for operators. */
@NullMarked
package io.lotledger.api.dashboard.keys;

import org.jspecify.annotations.NullMarked;
