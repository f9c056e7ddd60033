/** What an export lacks when the server refuses it for its gaps. */
@NullMarked
package io.lotledger.api.exports.gaps;

import org.jspecify.annotations.NullMarked;
